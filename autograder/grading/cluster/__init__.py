"""Submissions graded on the machines of a Dask cluster, each by a process and a sandbox as on this one."""
