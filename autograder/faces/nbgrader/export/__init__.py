"""What `nbgrader export` writes: nbgrader's own table made safe, and grades for Moodle and Canvas.

A course uses `SafeCsvExportPlugin`; `--exporter=autograder.faces.nbgrader.export.MoodleExportPlugin` or
`…CanvasExportPlugin` says otherwise.
"""

from autograder.faces.nbgrader.export.canvas import CanvasExportPlugin
from autograder.faces.nbgrader.export.harmless import FORMULA, harmless
from autograder.faces.nbgrader.export.moodle import MoodleExportPlugin
from autograder.faces.nbgrader.export.plain import SafeCsvExportPlugin

__all__ = ["FORMULA", "CanvasExportPlugin", "MoodleExportPlugin", "SafeCsvExportPlugin", "harmless"]
