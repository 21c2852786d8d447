"""What a hub is told for this kit. The Littlest JupyterHub reads it from /opt/tljh/config/jupyterhub_config.d/."""

c = get_config()  # noqa: F821  (JupyterHub gives it)

# Each student's server is the kit's own: it puts the lessons into ~/borderlab, brings them up to date at every
# start without touching edited ones, and lets JupyterLab keep what cards and pictures showed.
c.Spawner.cmd = ["borderlab", "open"]

# A class comes within a minute, and each start keeps a core busy for seconds. Four start at a time; who is the
# fifth gets HTTP 429 and is told when to come again, in half a minute to a minute.
c.JupyterHub.concurrent_spawn_limit = 4
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
