"""What a student meets: `check(…)` and its card, plain `pytest`, `zerotsuku start` and `watch`."""
