"""п. 3.1, 3.2, 4.3.2: who enters which route, written from the regulation: the expectation of the sweep."""

# Who is who for the sweep, with class 7, its algebra and its pupil Аня as the objects.
CAST: dict[str, str | None] = {
    "anonymous": None,
    "nobody": "stranger",
    "pupil": "anya",
    "guardian": "anya_mother",
    "guardian on paper": "anya_father",
    "teacher": "vera",
    "class teacher": "nina",
    "deputy": "dina",
    "director": "igor",
    "administrator": "alla",
}
ALL = set(CAST)
SIGNED_IN = ALL - {"anonymous"}
READERS = {"teacher", "class teacher", "deputy", "director"}  # 3.1, 3.7
TEACHER = {"teacher"}  # 4.5: the class teacher reads this lesson, which another teacher gives
BRINGERS = {"teacher", "class teacher", "deputy", "administrator"}  # each the own files
FORMS = ("arrival", "return_form", "leave_form", "move_form", "name_form")
MOVEMENTS = (
    *(*FORMS, "arrive", "enrol_again", "leave", "move", "rename"),
    *("correct_name", "take_back", "groups_form", "regroup"),
)
GROUPS = ("index", "form", "make", "page", "enlist", "dismiss", "remove")
DUTIES = ("page", "give", "end", "dismiss", "newcomer", "hire")
DRAFT = ("page", "begin", "move", "put", "take_out", "set_room", "combine", "separate", "publish", "discard")
NORMS = ("page", "set_norms", "set_volumes", "set_bell_norm", "set_rooms")
CURRICULUM = ("index", "page", "set_hours", "add", "take_out")
CONSENTS = ("index", "page", "scan", "register", "register_docx")
WEEKLY = ("page", "print_sheets", "hand", "ledger", "ledger_docx")
KEPT_CONSENTS = (
    tuple(f"consents.{name}" for name in ("print_papers", "signed", "spoilt", "child", "old"))
    + tuple(f"piles.{name}" for name in ("page", "bring", "picture", "by_hand", "together"))
    + ("name_cases.page", "name_cases.correct")
)
OFFICE = {"deputy", "director", "administrator"}
ENTERED: dict[str, set[str]] = {
    "sign_in.page": ALL,
    "sign_in.start": ALL,
    "sign_in.callback": ALL,
    "sign_in.home": SIGNED_IN,
    "sign_in.nobody": SIGNED_IN,
    "sign_in.leave": SIGNED_IN,
    "today.page": {"teacher", "class teacher"},
    "today.hand_in": {"teacher", "class teacher"},
    "lesson.page": READERS,
    "lesson.state": TEACHER,
    "lesson.changes": READERS,
    "lesson.save": TEACHER,
    "lesson.topic": TEACHER,
    "lesson.homework": TEACHER,
    "lesson.roll": TEACHER,
    "lesson.add_work": TEACHER,
    "lesson.parallel": TEACHER,
    "lesson.pair": TEACHER,
    "lesson.roll_cell": TEACHER,
    "lesson.mark_cell": TEACHER,
    "debts.write": TEACHER,
    "rest.page": TEACHER,
    "rest.put": TEACHER,
    "slip.page": READERS,
    "slip.docx": READERS,
    "slip.day_page": {"teacher", "class teacher"},
    "slip.typing": TEACHER,
    "slip.save": TEACHER,
    "journal.pages": READERS,
    "journal.page": READERS,
    "journal.changes": READERS,
    "journal.who": READERS,
    **{f"attendance.{name}": {"class teacher", "deputy", "director"} for name in ("index", "page", "file")},
    **{
        f"attendance.{name}": {"class teacher"} for name in ("record", "end", "answer", "close")
    },  # 4.4.2, 4.4.3
    # 4.6.1, 4.4.1, 4.3.2: the class teacher or the office takes the papers of families, the director reads
    **{f"consents.{name}": {"class teacher", *OFFICE} for name in CONSENTS},
    **{name: {"class teacher", "deputy", "administrator"} for name in KEPT_CONSENTS},
    **{
        f"weekly.{name}": {"class teacher", "deputy"}
        for name in ("page", "print_sheets", "hand", "ledger", "ledger_docx")
    },  # 4.4.5
    "family_papers.page": {"guardian", "guardian on paper"},  # 4.6.1: the form is changed at any time
    "family_papers.prepare": {"guardian", "guardian on paper"},
    "family_papers.check": ALL,
    "notices.page": {"guardian"},
    "notices.give": {"guardian"},
    "data_notices.page": {"guardian"},  # 4.6.4
    "data_notices.tell": {"guardian"},
    "data_notices.application": {"guardian"},
    **{f"data_notices.{name}": {"class teacher", "administrator"} for name in ("blank", "answers", "answer")},
    "problems.page": SIGNED_IN,  # 4.6.5: whoever works with the journal or the diary
    "problems.tell": SIGNED_IN,
    "problems.act": {"class teacher", "deputy", "administrator"},  # 4.6.5, 4.2.3
    "problems.docx": {"deputy", "administrator"},  # 4.2.3
    "problems.consult": {"administrator"},  # 4.3.4
    "diary.mine": {"pupil", "guardian"},
    "diary.week": {"pupil", "guardian"},
    "requests.page": {"teacher", "class teacher", "deputy", "director"},  # 2.12, 4.2.2: own, or all
    "requests.keep": {"teacher", "class teacher"},  # 4.5.4: whoever fills lessons
    "openings.set_deadline": {"deputy"},
    "openings.prolong_works": {"deputy"},  # 2.12, 4.5.4
    "weights.page": {"deputy", "administrator"},  # 4.3.1
    "weights.keep": {"deputy", "administrator"},
    **{f"gradings.{name}": {"deputy"} for name in ("page", "decide_page", "pupil", "decide_pupil")},  # 2.12
    "outside.page": {"class teacher", "deputy"},  # 2.1, 4.4
    "outside.record": {"class teacher", "deputy"},
    "outside.withdraw": {"class teacher", "deputy"},
    "memos.new": {"teacher", "class teacher"},  # 4.4.3: a lesson of the own class is asked to be opened
    "memos.write": {"teacher", "class teacher"},
    "memos.docx": {"teacher", "deputy", "director"},  # 4.5.4: the own one, or all
    "memos.decide": {"deputy", "director"},  # 4.5.4, 2.12
    "term_memos.new": TEACHER,  # 4.5.5
    "term_memos.write": TEACHER,
    "term_memos.docx": {"teacher", "deputy", "director"},  # the own one, or all
    "term_memos.decide": {"deputy", "director"},  # 4.5.5, 2.12
    "memos.decide_request": {"deputy", "director"},
    "printing.page": {"deputy", "director"},  # 4.2.4
    "printing.of_class": {"class teacher", "deputy", "director"},  # 3.7, 4.4: what the own class lacks
    "printing.sheets": {"deputy", "director"},
    "printing.issue": {"deputy", "director"},
    "own_journals.page": {"deputy", "director"},  # 2.1, 4.2.4
    "own_journals.issue": {"deputy", "director"},
    "checks.page": {"class teacher", "deputy", "director"},  # 4.2.2, 4.4: the own class, or all
    "checks.mine": {"teacher", "class teacher"},  # 4.5: what is left to do on the own pages
    "checks.count": {"teacher", "class teacher"},
    "certificates.page": READERS,  # 4.2.2: those that were sent, or all
    "certificates.begin": {"deputy"},
    "certificates.one": READERS,  # the own part, or the whole
    "certificates.write": {"deputy"},
    "certificates.drop": {"deputy"},
    "certificates.plan": {"deputy"},
    "certificates.confirm": READERS,
    "certificates.docx": {"deputy", "director"},
    "certificates.sheet": {"deputy", "director"},
    "local_acts.page": SIGNED_IN,  # 5.1: an act of the whole school
    "local_acts.file": SIGNED_IN,
    "local_acts.register": {"deputy", "director"},  # 4.1.2
    "local_acts.change": {"deputy", "director"},
    "local_acts.sheet": {"deputy", "director"},
    "own_blanks.index": {"deputy"},  # 4.2.2: whose papers they are
    "own_blanks.page": {"deputy"},
    "own_blanks.blank": {"deputy"},
    "own_blanks.bring": {"deputy"},
    "own_blanks.proposed": {"deputy"},
    "own_blanks.proposed_sample": {"deputy"},
    "own_blanks.use": {"deputy"},
    "own_blanks.discard": {"deputy"},
    "own_blanks.give_up": {"deputy"},
    "papers.page": {"class teacher", "deputy", "director"},  # 4.2.5; the class teacher those of the own class
    "papers.paper": {"class teacher", "deputy", "director"},
    "papers.docx": {"class teacher", "deputy", "director"},
    "imports.page": BRINGERS,  # 4.5.1, 4.2.1, 4.3.2
    "imports.blank": BRINGERS,
    "imports.bring": BRINGERS,
    "imports.draft": BRINGERS,
    "imports.choose": BRINGERS,
    "imports.load": BRINGERS,
    "imports.read_as": BRINGERS,
    "imports.discard": BRINGERS,
    "imports.draft_file": BRINGERS,
    "imports.loaded": BRINGERS,
    "imports.loaded_file": BRINGERS,
    "imports.undo": BRINGERS,
    "plans.pages": READERS,  # 2.2, 4.5.1: own ones, those of the own class, or all
    "plans.page": READERS,
    "plans.accepted": READERS,
    "plans.hand_in": {"teacher", "deputy"},
    "plans.accept": {"deputy"},
    "plans.accept_several": {"deputy"},
    "plans.rename": {"teacher", "deputy"},
    "plans.begin": {"teacher", "deputy"},
    "plans.send_back": {"deputy"},
    "plans.new": {"teacher", "deputy"},
    "plans.make": {"teacher", "deputy"},
    **{
        f"plan_items.{name}": {"teacher", "deputy"}
        for name in ("new", "add", "page", "change", "remove", "move")
    },
    "plan_healing.page": {"teacher", "deputy"},
    "plan_healing.heal": {"teacher", "deputy"},
    "plan_healing.reserve": {"teacher", "deputy"},
    "plan_healing.back": {"teacher", "deputy"},
    "plan_healing.sheet": READERS,
    "preparation.page": {"deputy", "administrator"},  # 4.3.1
    "years.page": {"deputy", "administrator"},
    "years.open_year": {"deputy", "administrator"},
    "years.change_bells": {"deputy", "administrator"},
    "years.change_days": {"deputy", "administrator"},
    "timetable.page": READERS | {"administrator"},  # 4.2.1
    "wall.page": READERS | {"administrator"},
    "wall.docx": READERS | {"administrator"},
    "wall.xlsx": READERS | {"administrator"},
    **dict.fromkeys(("wall.week_docx", "wall.week_xlsx"), READERS | {"administrator"}),
    **{f"draft.{name}": {"deputy", "administrator"} for name in DRAFT},
    **{f"norms.{name}": {"deputy", "administrator"} for name in NORMS},
    **{f"curriculum.{name}": {"deputy", "administrator"} for name in CURRICULUM},  # 4.2.1, 4.3.2
    "norms.loads": OFFICE,
    "calendar.feed": ALL,  # by the private link alone
    "calendar.make": {"teacher", "class teacher"},
    "calendar.withdraw": {"teacher", "class teacher"},
    "days_off.page": {"deputy"},  # 4.2.1
    "days_off.close": {"deputy"},
    "days_off.reopen": {"deputy"},
    "days_off.teach_remotely": {"deputy"},
    "days_off.end_remote": {"deputy"},
    **{f"moves.{name}": {"deputy"} for name in ("page", "move", "back", "like", "as_usual")},  # 4.2.1
    "openings.page": {"deputy"},  # 2.12: who answers for completeness
    "openings.declare": {"deputy"},
    "openings.act": {"deputy"},
    "openings.withdraw": {"deputy"},
    "openings.begin_year": {"deputy"},
    "openings.assign": {"deputy"},
    "substitutions.page": {"deputy"},  # 4.2.2д: reasons of absences are data of the staff
    "substitutions.report_absence": {"deputy"},
    "substitutions.absence": {"deputy"},
    "substitutions.decide": {"deputy"},
    "substitutions.withdraw": {"deputy"},
    "substitutions.take_back": {"deputy"},
    "substitutions.log": {"deputy", "director"},
    "substitutions.log_docx": {"deputy", "director"},
    "substitutions.day": READERS | {"administrator"},
    "substitutions.day_docx": READERS | {"administrator"},
    "cards.find": OFFICE,  # 4.3.2
    "cards.card": {"class teacher"} | OFFICE,  # 4.4.1: pupils of the own class and their parents
    "cards.of_class": {"class teacher"} | OFFICE,
    "classes.form": {"administrator"},  # 4.3.2
    "classes.add": {"administrator"},
    "classes.remove": {"administrator"},
    "classes.rename": {"administrator"},
    "cards.details": {"class teacher", "administrator"},
    "cards.change_details": {"class teacher", "administrator"},
    "guardians.page": {"class teacher", "administrator"},
    "guardians.add": {"class teacher", "administrator"},
    "guardians.end": {"class teacher", "administrator"},
    **{f"duties.{name}": {"administrator"} for name in DUTIES},
    **{f"groups.{name}": {"deputy", "administrator"} for name in GROUPS},  # 2.1, 4.3.2
    "teaching.page": {"deputy", "administrator"},  # 4.2.1, 4.3.2
    "teaching.hand_over": {"deputy", "administrator"},
    "teaching.keep_periods": {"deputy", "administrator"},
    "appointments.page": OFFICE,  # 4.1.3
    "appointments.write": OFFICE,
    "appointments.order_docx": OFFICE,
    "appointments.sign": {"director", "administrator"},
    **{f"movements.{name}": {"administrator"} for name in MOVEMENTS},
    "terms_lists.page": READERS,  # 4.5.5: own pages, the own class, or all
    "terms.page": READERS,
    "terms.save": TEACHER,
    "terms.set_proposed": TEACHER,
    "terms.extend": {"deputy"},  # 2.12
    "terms.withdraw": {"deputy"},  # 2.12
    "terms.set_kind": {"deputy"},
    "terms_lists.of_class": {"class teacher", "deputy", "director"},  # 4.4.4
    **{
        f"forecasts.{name}": {"class teacher", "deputy", "director"} for name in ("page", "docx", "risk_docx")
    },
    "forecasts.record": {"class teacher"},  # 4.4.4
    "diary.forecast": {"pupil", "guardian"},
    "terms_lists.debts": {"deputy"},
    "terms_lists.clear_debt": {"deputy"},
    "watch.page": {"deputy", "administrator"},  # 2.12, 4.3.2
    "watch.session": {"deputy"},  # marks are no matter of the administrator
    "watch.revert": {"deputy"},
    "admin.people": {"administrator"},
    "admin.end_sessions": {"administrator"},
    "admin.settings": {"administrator", "deputy", "director"},
    "admin.change_settings": {"administrator"},
}
# Everything that is not the diary or the door.
JOURNAL_PARTS = (
    "today lesson slip journal attendance requests printing own_journals checks papers certificates "
    "admin watch cards classes movements imports preparation plans plan_items plan_healing years "
    "substitutions days_off openings moves terms terms_lists term_memos forecasts duties guardians groups "
    "teaching appointments timetable draft norms wall curriculum"
)
JOURNAL = (*(f"{part}." for part in JOURNAL_PARTS.split()), "calendar.make", "calendar.withdraw")
