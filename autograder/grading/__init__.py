"""From a submission's cells to a Report: `deciding` makes the marks, `explaining` the words for them."""
