# zerotsuku: nbgrader's config for everybody on this machine, written by deploy/hub/setup.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "zero"
c.Exchange.root = "/usr/local/share/nbgrader/exchange"
