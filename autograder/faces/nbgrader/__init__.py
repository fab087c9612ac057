"""A course of nbgrader: its config, gradebook, exchange, graded notebooks and Autograde."""
