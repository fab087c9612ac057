"""A study group's JupyterHub on one server: who may come in, and what each person's server is started from.

`setup` puts this file into /etc/zerotsuku-hub, anew each time. What is yours (an address, a certificate,
limits) stands in /etc/zerotsuku-hub/yours.py, which it leaves alone.
"""

import grp
import os
import pwd
from pathlib import Path

c = get_config()  # noqa: F821

COURSE = "zero"  # the folder of the course in the instructor's home, and nbgrader's name of it
GROUP, INSTRUCTORS = "zerotsuku", "zerotsuku-instructors"  # Unix groups: who may log in, who has the course
# The instructor's holds the engine with its answers; the participants' holds the wheel, which has none.
ENVIRONMENTS = Path("/opt/zerotsuku")
STATE = Path("/var/lib/zerotsuku-hub")

# --- who: the machine's own users, by the machine's own passwords
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {GROUP}
# Nobody is an administrator of the hub, who could open other people's servers: root does what is to be done.

# --- where: this machine alone. Others come through an SSH tunnel, or a proxy that has a certificate.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{STATE}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
# Debian's package keeps its modules here, where a Node.js of another origin does not look.
os.environ.setdefault("NODE_PATH", "/usr/share/nodejs")

# --- what: JupyterLab with nbgrader, as the Unix user, from the environment that is theirs
c.JupyterHub.spawner_class = "localprocess"
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120


def theirs(spawner):
    """What a person's server is started from, and where: an instructor's in the course."""
    account = pwd.getpwnam(spawner.user.name)
    instructor = account.pw_name in grp.getgrnam(INSTRUCTORS).gr_mem
    programs = ENVIRONMENTS / ("instructor" if instructor else "participants") / "bin"
    folder = Path(account.pw_dir) / COURSE if instructor else Path(account.pw_dir)
    spawner.environment = {**spawner.environment, "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin"}
    spawner.notebook_dir = str(folder)
    # nbgrader reads the config of the folder that it is started in
    spawner.cmd = ["env", f"--chdir={folder}", str(programs / "python"), "-m", "jupyterhub.singleuser"]
    # Under a service, terminals would be login shells, for which Debian's /etc/profile sets PATH anew.
    spawner.args = [f"--ServerApp.terminado_settings={{'shell_command': ['{account.pw_shell}']}}"]


c.Spawner.pre_spawn_hook = theirs

yours = Path(__file__).with_name("yours.py")
if yours.exists():
    load_subconfig(str(yours))  # noqa: F821
