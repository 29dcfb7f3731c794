"""п. 3.1, 3.2, 4.3.2: the table of rights: which role may do what, and how far. What is absent is refused."""

from enum import StrEnum


class Role(StrEnum):
    """Staff duties come by order; pupil and guardian follow from enrolment and guardianship."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    PUPIL = "pupil"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    TECHNICIAN = "technician"  # п. 4.1.3: by order; the regulation gives no right beyond signing in


STAFF = frozenset({Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR, Role.ADMINISTRATOR})
GIVEN = STAFF | {Role.TECHNICIAN}  # what an order may give


class Reach(StrEnum):
    """How far a right goes."""

    ALL = "all"
    OWN_GROUPS = "own_groups"  # groups one teaches, and lessons one substitutes
    OWN_CLASS = "own_class"  # every page of the class one leads
    SELF = "self"
    CHILDREN = "children"  # own children, while the electronic form is in force


class Right(StrEnum):
    """What every route declares; the Russian gloss is what a refusal names."""

    ENTER = "enter"  # the sign-in page, static pages
    BE_SIGNED_IN = "be_signed_in"  # sign out, the front door that leads to one's own page
    SEE_OWN_LESSONS = "see_own_lessons"
    FILL_LESSON = "fill_lesson"
    READ_JOURNAL = "read_journal"
    CLOSE_WEEK = "close_week"
    READ_ATTENDANCE = "read_attendance"  # the week of a class with the reasons and their papers
    KEEP_ATTENDANCE = "keep_attendance"
    GIVE_NOTICE = "give_notice"  # of an absence, beforehand; of data that have changed
    READ_DIARY = "read_diary"
    KEEP_CONSENTS = "keep_consents"  # papers of families: printed, signed, filed
    READ_CONSENTS = "read_consents"
    GIVE_SHEETS = "give_sheets"  # weekly sheets to families on paper
    WRITE_PAPERS = "write_papers"  # a parent, or a pupil of 18, prepares an application, a consent
    KEEP_REQUEST = "keep_request"
    READ_REQUESTS = "read_requests"
    ASK_OPENING = "ask_opening"  # of a lesson that is shut
    DECIDE_MEMOS = "decide_memos"
    RECORD_OUTSIDE = "record_outside"  # marks by the statement of another organisation
    KEEP_WEIGHTS = "keep_weights"  # what works weigh in the average
    KEEP_GRADING = "keep_grading"  # how a page or a pupil is graded
    CHECK_JOURNAL = "check_journal"  # what the journal of a class still lacks
    MAKE_CERTIFICATES = "make_certificates"  # of what a check of the journals has found
    READ_CERTIFICATES = "read_certificates"
    CONFIRM_CERTIFICATE = "confirm_certificate"
    PRINT_JOURNAL = "print_journal"
    READ_PAPERS = "read_papers"
    READ_ACTS = "read_acts"  # local acts on the journal
    KEEP_ACTS = "keep_acts"
    KEEP_BLANKS = "keep_blanks"  # the school's own Word blanks
    BRING_FILE = "bring_file"  # the page of imports; what may be loaded is one of the three below
    LOAD_PLAN = "load_plan"
    ACCEPT_PLAN = "accept_plan"
    LOAD_TIMETABLE = "load_timetable"
    LOAD_PEOPLE = "load_people"
    READ_PEOPLE = "read_people"
    FIND_PEOPLE = "find_people"
    SEE_CARD = "see_card"
    KEEP_CONTACTS = "keep_contacts"
    REPORT_PROBLEM = "report_problem"  # of the journal or the diary, and read what became of it
    ANSWER_PROBLEMS = "answer_problems"
    COUNT_CONSULTATIONS = "count_consultations"
    KEEP_PEOPLE = "keep_people"  # who comes, leaves, changes class or name; СНИЛС, which opens the journal
    KEEP_TEACHERS = "keep_teachers"
    KEEP_GROUPS = "keep_groups"  # of no class as a whole: at home, after school, clubs, mixed ones
    PREPARE_ORDER = "prepare_order"
    SIGN_ORDER = "sign_order"
    END_SESSION = "end_session"
    WATCH_SESSIONS = "watch_sessions"  # which sessions worked unusually
    REVERT_SESSIONS = "revert_sessions"  # what a session wrote in lessons, and its reversal
    OPEN_YEAR = "open_year"
    CLOSE_DAYS = "close_days"
    OPEN_DAYS = "open_days"
    READ_TIMETABLE = "read_timetable"
    READ_LOADS = "read_loads"  # hours of teachers and classes
    ARRANGE_SUBSTITUTIONS = "arrange_substitutions"  # with the reasons of absences: data of the staff
    READ_SUBSTITUTIONS = "read_substitutions"
    READ_CHANGES = "read_changes"  # who gives what instead on a day, without reasons
    SET_TERM_MARKS = "set_term_marks"
    READ_TERMS = "read_terms"
    READ_CLASS_TERMS = "read_class_terms"
    INFORM_FAMILIES = "inform_families"  # of the forecast and of the results
    EXTEND_TERMS = "extend_terms"  # more days, half-yearly pages, debts of the past year
    READ_SETTINGS = "read_settings"
    CHANGE_SETTINGS = "change_settings"


# п. 4.4: the class teacher reads what is of the own class, the deputy and the director of any.
CLASSES = {Role.CLASS_TEACHER: Reach.OWN_CLASS, Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL}
PAGES = {Role.TEACHER: Reach.OWN_GROUPS, **CLASSES}

TABLE: dict[Right, dict[Role, Reach]] = {
    Right.ENTER: {Role.ANYBODY: Reach.ALL},
    Right.BE_SIGNED_IN: {Role.SIGNED_IN: Reach.SELF},
    Right.SEE_OWN_LESSONS: {Role.TEACHER: Reach.OWN_GROUPS},
    Right.FILL_LESSON: {Role.TEACHER: Reach.OWN_GROUPS},
    Right.READ_JOURNAL: PAGES,
    Right.CLOSE_WEEK: {Role.CLASS_TEACHER: Reach.OWN_CLASS},
    # п. 4.4.2, 4.4.3: the class teacher, or whoever has the duty by order meanwhile, keeps attendance.
    Right.KEEP_ATTENDANCE: {Role.CLASS_TEACHER: Reach.OWN_CLASS},
    Right.READ_ATTENDANCE: CLASSES,
    Right.GIVE_NOTICE: {Role.GUARDIAN: Reach.CHILDREN},  # п. 4.6.2: not the pupil
    Right.READ_DIARY: {Role.PUPIL: Reach.SELF, Role.GUARDIAN: Reach.CHILDREN},
    # п. 4.6.1, 4.4.1, 4.3.2: papers of families are taken by the class teacher, or in the office; п. 4.4.5:
    # the class teacher informs those on paper, the deputy sees who was not.
    Right.KEEP_CONSENTS: {
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
        Role.DEPUTY: Reach.ALL,
        Role.ADMINISTRATOR: Reach.ALL,
    },
    Right.READ_CONSENTS: {
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
        Role.DEPUTY: Reach.ALL,
        Role.ADMINISTRATOR: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
    },
    Right.GIVE_SHEETS: {Role.CLASS_TEACHER: Reach.OWN_CLASS, Role.DEPUTY: Reach.ALL},
    Right.WRITE_PAPERS: {Role.GUARDIAN: Reach.CHILDREN, Role.PUPIL: Reach.SELF},
    # п. 4.5.4, 2.12, 4.2.2: who fills lessons turns to the deputy; the deputy answers for completeness.
    Right.KEEP_REQUEST: {Role.TEACHER: Reach.SELF},
    # п. 4.4.3: whoever keeps the attendance of a class does so as well when a week is closed.
    Right.ASK_OPENING: {Role.TEACHER: Reach.OWN_GROUPS, Role.CLASS_TEACHER: Reach.OWN_CLASS},
    Right.READ_REQUESTS: {
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
        Role.TEACHER: Reach.SELF,
        Role.CLASS_TEACHER: Reach.SELF,
    },
    Right.RECORD_OUTSIDE: {Role.CLASS_TEACHER: Reach.OWN_CLASS, Role.DEPUTY: Reach.ALL},  # п. 2.1
    Right.KEEP_WEIGHTS: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL},  # п. 4.3.1, 2.12
    Right.KEEP_GRADING: {
        Role.DEPUTY: Reach.ALL
    },  # п. 2.12, 4.5.4: by order, so that every indicator obeys it
    Right.DECIDE_MEMOS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    # п. 3.7, 4.4: the deputy answers for completeness, the class teacher for the journal of the own class.
    Right.CHECK_JOURNAL: CLASSES,
    # п. 4.2.2: the deputy checks and certifies; the director, teachers and class teachers are told, each of
    # the last two the own part.
    Right.MAKE_CERTIFICATES: {Role.DEPUTY: Reach.ALL},
    Right.READ_CERTIFICATES: {
        Role.TEACHER: Reach.SELF,
        Role.CLASS_TEACHER: Reach.SELF,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
    },
    Right.CONFIRM_CERTIFICATE: dict.fromkeys(
        (Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR), Reach.SELF
    ),
    # п. 4.2.4, 4.2.5: the deputy prints the journal and keeps what was printed; it names the class teacher,
    # who reads what was issued of the own class, as every page of its journal.
    Right.PRINT_JOURNAL: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.READ_PAPERS: CLASSES,
    # п. 4.1.2, 5.1, 5.2: the director works the documents out and approves them; everybody may read them.
    Right.READ_ACTS: {Role.SIGNED_IN: Reach.ALL},
    Right.KEEP_ACTS: {Role.DIRECTOR: Reach.ALL, Role.DEPUTY: Reach.ALL},
    Right.KEEP_BLANKS: {Role.DEPUTY: Reach.ALL},  # п. 4.2.2: whose papers they are
    # п. 4.5.1: the teacher brings and keeps the own КТП, the deputy any and accepts it; п. 4.2.1: the deputy
    # makes the timetable; п. 4.3.1, 4.3.2: the administrator sets the journal up and says who its users are.
    Right.BRING_FILE: {
        Role.TEACHER: Reach.OWN_GROUPS,
        Role.DEPUTY: Reach.ALL,
        Role.ADMINISTRATOR: Reach.ALL,
    },
    Right.LOAD_PLAN: {Role.TEACHER: Reach.OWN_GROUPS, Role.DEPUTY: Reach.ALL},
    Right.ACCEPT_PLAN: {Role.DEPUTY: Reach.ALL},
    Right.LOAD_TIMETABLE: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Right.LOAD_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    Right.READ_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    # п. 4.3.2, 4.4.1: the administrator keeps the lists; the class teacher knows the pupils of the own class
    # and their parents, and keeps how to reach them.
    Right.FIND_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.SEE_CARD: {
        Role.ADMINISTRATOR: Reach.ALL,
        Role.DEPUTY: Reach.ALL,
        Role.DIRECTOR: Reach.ALL,
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
    },
    Right.KEEP_CONTACTS: {Role.ADMINISTRATOR: Reach.ALL, Role.CLASS_TEACHER: Reach.OWN_CLASS},
    # п. 4.6.5: to the class teacher or the administrator; п. 4.2.3: the deputy turns to the support.
    Right.REPORT_PROBLEM: {Role.SIGNED_IN: Reach.SELF},
    Right.ANSWER_PROBLEMS: {
        Role.ADMINISTRATOR: Reach.ALL,
        Role.DEPUTY: Reach.ALL,
        Role.CLASS_TEACHER: Reach.OWN_CLASS,
    },
    Right.COUNT_CONSULTATIONS: {Role.ADMINISTRATOR: Reach.ALL},  # п. 4.3.4
    Right.KEEP_PEOPLE: {Role.ADMINISTRATOR: Reach.ALL},
    Right.KEEP_TEACHERS: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},  # п. 4.2.1, 4.3.2
    Right.KEEP_GROUPS: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},  # п. 2.1, 4.3.2
    # п. 4.1.3, 4.3.2: the director appoints, the deputy prepares, the administrator gives the rights.
    Right.PREPARE_ORDER: dict.fromkeys((Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR), Reach.ALL),
    Right.SIGN_ORDER: dict.fromkeys((Role.DIRECTOR, Role.ADMINISTRATOR), Reach.ALL),
    Right.END_SESSION: {Role.ADMINISTRATOR: Reach.ALL},
    Right.WATCH_SESSIONS: {Role.DEPUTY: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},  # п. 2.12, 4.3.2
    Right.REVERT_SESSIONS: {Role.DEPUTY: Reach.ALL},  # п. 4.3.2: the administrator touches no mark
    Right.OPEN_YEAR: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL},  # п. 4.3.1, 4.2.1
    Right.CLOSE_DAYS: {Role.DEPUTY: Reach.ALL},  # п. 4.2.1: what a quarantine takes is behind the КТП (2.2)
    Right.OPEN_DAYS: {Role.DEPUTY: Reach.ALL},  # п. 2.12: the deputy answers for completeness
    Right.READ_TIMETABLE: dict.fromkeys(STAFF, Reach.ALL),  # п. 4.2.1: the staff works by it
    Right.READ_LOADS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    # п. 4.2.2д: the deputy keeps account of missed and replaced lessons; the staff sees the day's changes.
    Right.ARRANGE_SUBSTITUTIONS: {Role.DEPUTY: Reach.ALL},
    Right.READ_SUBSTITUTIONS: {Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.READ_CHANGES: dict.fromkeys(STAFF, Reach.ALL),
    # п. 4.5.5, 4.4.4: the teacher of a page sets its term marks; the class teacher answers to the families.
    Right.SET_TERM_MARKS: {Role.TEACHER: Reach.OWN_GROUPS},
    Right.READ_TERMS: PAGES,
    Right.READ_CLASS_TERMS: CLASSES,
    Right.INFORM_FAMILIES: {Role.CLASS_TEACHER: Reach.OWN_CLASS},
    Right.EXTEND_TERMS: {Role.DEPUTY: Reach.ALL},  # п. 2.12: the deputy answers for completeness
    Right.READ_SETTINGS: {Role.ADMINISTRATOR: Reach.ALL, Role.DEPUTY: Reach.ALL, Role.DIRECTOR: Reach.ALL},
    Right.CHANGE_SETTINGS: {Role.ADMINISTRATOR: Reach.ALL},
}


# Which right loads which kind of file.
IMPORTS = {
    "ktp": Right.LOAD_PLAN,
    "curriculum": Right.LOAD_TIMETABLE,
    "timetable": Right.LOAD_TIMETABLE,
    "staff": Right.LOAD_PEOPLE,
    "class_list": Right.LOAD_PEOPLE,
}
