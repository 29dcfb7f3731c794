"""Between a file and the journal: what an import would change, told before, and the writing of it.

`kinds` names the kinds of files; each has a module (`ktp`) whose `prepare` reads the file as it was
corrected, compares it with what is stored, and gives a Prepared: verdicts for the preview, and `write`,
which services.imports.load runs inside its deed.
"""
