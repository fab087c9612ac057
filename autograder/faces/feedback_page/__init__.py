"""The page of `nbgrader generate_feedback`, which tells a student what each answer came to, and why."""
