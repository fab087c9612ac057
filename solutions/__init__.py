"""Reference implementations, one module a chapter. Never in a wheel, never in the sandbox."""
