"""Files that schools bring: bytes → tables → rows and reasons; nothing is written here (п. 2.2, 4.5.1).

The way of every kind: `tables.read` makes a Book of any file, `columns.find` tells what its columns
mean, a module of the kind (`ktp`, `curriculum`, `timetable`) makes the records and the remarks about them.
"""
