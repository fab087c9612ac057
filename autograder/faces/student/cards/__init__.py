"""What `check(…)` shows: the card of an exercise with its picture or table, and the map of a chapter."""
