"""pytest in a copy: what is asked for, how it behaves there, and what it says of errors."""
