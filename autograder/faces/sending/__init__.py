"""What goes to participants where no exchange does: the handout, and the pages of feedback that come back."""
