"""What a submission is worth: which cells run, what is right, the mark. No sentence is needed for it."""
