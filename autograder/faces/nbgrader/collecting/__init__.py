"""Files that came by mail, Moodle or a clone, into submitted/: what is there, whose it is, where it goes."""
