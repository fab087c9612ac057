"""Where student code runs: processes that hold no answer, and bounded data as the only way out."""
