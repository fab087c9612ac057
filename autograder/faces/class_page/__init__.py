"""The class page of `zerotsuku report`, which tells an instructor who is stuck on what."""
