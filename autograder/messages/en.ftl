# Short and plain: what, where, what to do.
needs-repository = `zerotsuku { $command }` needs the answers and the graders: clone the repository, run `make venv` in it, and use the command there.
at-line = { $file }, line { $line }: { $text }
stub-comment = YOUR CODE HERE

source-before-first-cell = there is text before the first cell (# %%); move it into a cell.
source-not-python = this is not Python: { $reason }
source-cells-unclear = the cells cannot be told apart; look for a line that begins with "# %%" inside a string.
source-unknown-role = there is no cell of the kind "{ $role }"; use setup, demo, exercise=… or given=….
source-unknown-key = a cell of the kind { $role } has no key "{ $key }".
source-missing-key = a cell of the kind { $role } needs the key "{ $key }".
source-unknown-language = lang="{ $lang }" is not a language of the workbook; use ja or en.
source-unknown-track = track="{ $track }" is not a track; use I, P or M.
source-bad-points = points={ $points } must be a whole number from 1.
source-title-languages = the title must have the form "日本語 | English".
source-bad-stem = the file name "{ $stem }" must have the form chNN_name.
source-duplicate-exercise = the exercise "{ $name }" is there twice.
source-unknown-need = the exercise "{ $name }" needs "{ $need }", which does not come before it.
source-no-heading = there is no heading (Markdown that begins with #) in { $lang }.
source-stub-shape = the cell of the exercise "{ $name }" must hold the function or class of that name and nothing else.
source-docstring-languages = the docstring of the exercise "{ $name }" lacks Japanese or English; put a line with only "|" between them.
source-no-prose = there is no prose in { $lang } before the exercise "{ $name }".
source-duplicate-id = the cell id "{ $id }" is there twice; look for two cells with the same text.
source-unknown-given = given="{ $name }" names no exercise.
source-no-solutions = there is no solutions/{ $file }.
source-no-reference = solutions/{ $file } has no "{ $name }".
source-signature = the arguments or methods of "{ $name }" differ from those in solutions/{ $file }.
source-no-graders = there is no autograder/graders/{ $file }.
source-points-sum = the exercise "{ $name }" has { $points } points, but its graders sum to { $sum }.
source-grader-languages = the docstring of the grader "{ $name }" must have the form "日本語 | English".
source-grader-unknown = the grader "{ $name }" is for the exercise "{ $symbol }", which is not in this chapter.
source-grader-duplicate = the name "{ $name }" is there twice.

unknown-chapter = There is no chapter "{ $name }"; there are { $known }.
unknown-exercise = There is no exercise "{ $name }" in { $chapter }; there are { $known }.

differs-at = at { $where }: { $text }
differs-none = None came back. Is a return missing?
differs-type = The type is wrong: { $expected } is needed, { $got } came back.
differs-dtype = The elements have the wrong type: { $expected } is needed, yours are { $got }.
differs-shape = The shape is wrong: expected { $expected }, yours is { $got }.
differs-length = The length is wrong: expected { $expected }, yours is { $got }.
differs-key-missing = The key { $key } is missing.
differs-key-extra = The key { $key } should not be there.
differs-nan = There is nan (not a number) in { $bad } of { $total } values.
differs-inf = There is inf (infinity) in { $bad } of { $total } values.
differs-value = Expected { $expected }, yours is { $got }.
differs-value-hidden = The value is wrong.
differs-values = { $bad } of { $total } values are wrong (the first at { $index }): expected { $expected }, yours is { $got }.
differs-values-hidden = { $bad } of { $total } values are wrong (the first at { $index }).
differs-text = Expected { $expected }, yours is { $got }.
differs-text-hidden = A text or a truth value is wrong.
differs-unreadable = What came back does not have the form that is asked for.

check-call = { $call }: { $text }
check-because = { $because }. { $text }

submission-no-file = There is no { $file }. Check the folder and the name of the file that was submitted.
submission-unreadable = { $file } cannot be opened ({ $reason }). Submit an ordinary file, not a link.
submission-no-regular-file = { $file } is not an ordinary file. Submit the notebook itself.
submission-too-large = { $file } has { $size } MB, more than the limit of { $limit } MB. Clear its outputs in JupyterLab (Clear All Outputs), save, and submit again.
submission-empty = { $file } is empty. Save it and submit it again.
submission-no-notebook = { $file } cannot be read as a notebook (line { $line }). Open it in JupyterLab, save, and submit it again.
submission-truncated = { $file } breaks off at line { $line }. The { $cells } cells before that were read.
submission-no-cells = { $file } has no cells. Check that it is a notebook.
submission-nbformat = { $file } has nbformat { $version } where 4 is expected. What could be read was read; opening and saving it in JupyterLab mends it.
submission-many-cells = { $file } has too many cells; only the first { $limit } were read.
submission-bad-cell = Cell { $number } of { $file } is damaged and was not read.
submission-encoding = { $file } is not in UTF-8 (it was read as { $encoding }). Save it as UTF-8.

plan-not-code = Cell { $number } is not a code cell, but was read as the answer to { $names }.

sandbox-not-started = The sandbox for grading cannot be started ({ $reason }). `zerotsuku doctor` shows what is missing.
sandbox-lost = The sandbox for grading no longer answers. Run the command again.

place-cell = cell { $cell }
place-line = cell { $cell }, line { $line }, "{ $text }"
failure-at = { $place }: { $text }
failure-numpy-alias = np.{ $name } was removed from NumPy. Write { $name } in its place.
failure-common = The book's folder common is not here. The notebook already has the functions that you need, so you can delete this import.
failure-import = { $name } cannot be imported. Grading has NumPy, Matplotlib and Python's standard library.
failure-not-implemented = Something is not written yet (raise NotImplementedError).
failure-name = The name "{ $name }" is not defined. Check the spelling and the cell that defines it.
failure-input = input() cannot be used: nobody is there to type while grading. Take values as arguments.
failure-shell = Shell commands and installations (! and %pip) do not work in grading. The rest is graded without this line.
failure-exit = exit() or quit() stopped the code. Delete it.
failure-recursion = A function keeps calling itself without an end (RecursionError).
failure-memory = Too much memory was used (MemoryError). Check the shapes of the arrays.
failure-timeout = It did not end in time. Look for a loop without an end.
failure-killed = The process ended while this was running.
failure-syntax = This is not Python ({ $text }). Look for a bracket or a colon that is missing or too many.
failure-indentation = The indentation is uneven. Use four spaces a level.
failure-unbound = A variable is used before it has a value ({ $text }).
failure-name-of-failed-cell = The name "{ $name }" is not defined, because cell { $cell }, which defines it, failed. Mend that cell first.
failure-likely = { $text } Did you mean "{ $likely }"?
failure-attribute = { $of } has no "{ $name }".
failure-none-attribute = None has no .{ $name }. The function before it has no return, or nothing has been stored yet.
failure-shape-as-dtype = A shape goes in as one tuple: np.zeros((2, 3)), not np.zeros(2, 3).
failure-not-callable = A value of the type { $type } is no function and cannot be called. Was the name given another value, or is an operator missing before the bracket?
failure-arguments = The number or the names of the arguments of { $name } do not fit ({ $text }).
failure-none-operand = None is used in a calculation. Does the function that made this value have a return?
failure-scalar-only = An array was given where only a single number is taken. Use NumPy's functions, not math's, to compute element by element.
failure-shapes = The shapes of the arrays do not fit. { $operands }
failure-shapes-unnamed = The shapes of the arrays do not fit ({ $text }).
failure-ambiguous = An array stands where one truth value is needed (if, and, or, max). It has many elements, so it is neither true nor false.
failure-other = { $type }: { $text }
lost-late = It did not end in time. Look for a loop without an end.
lost-closed = There is no result: the process ended while this was running.
missing = There is no definition of { $name }. Check the name of the function or class.
missing-failed = The cell that defines { $name } failed. { $text }
followed = Graded again with { $names } taken as right: { $points } of { $max } points.
followed-grader = Right, if { $names } were right.

no-secret = { $folder }/secret cannot be read ({ $reason }). Name the folder of a course that `zerotsuku course` made.
bad-secret = { $file } is too short. Restore it from a backup, or delete it and run `zerotsuku course` (this changes all inputs).

status-passed = right
status-failed = wrong
status-not-started = not started
status-error = error
status-timeout = out of time
cli-exercise = exercise
cli-points = points
cli-status = status
cli-exercises = There are { $count } exercises.
cli-isolation = isolation: { $layers }
cli-no-isolation = none (--unsafe-no-isolation)
cli-started = The workbook is in { $folder }. `cd { $folder }`, then `jupyter lab` to work and `pytest` to check.
cli-course = The course is in { $folder }. Next: `cd { $folder }`, then `nbgrader generate_assignment ch02`.

doctor-versions = Versions
doctor-not-installed = not installed
doctor-student = This is the students' package: it holds neither answers nor graders.
doctor-layers = Layers of the sandbox
doctor-ready = Ready to grade.
