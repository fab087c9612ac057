# A participant's pod: the students' wheel, which holds no answer. docs/kubernetes.md
FROM python:3.13-slim
# nbgrader asks the hub who this is if the Unix user is called jovyan
RUN useradd --uid 1000 --gid users --create-home jovyan
COPY dist/zerotsuku-0.1.0-py3-none-any.whl /tmp/
# JupyterHub's version is that of the chart's hub
RUN pip install --no-cache-dir "/tmp/zerotsuku-0.1.0-py3-none-any.whl[hub]" "jupyterhub==5.4.*"
COPY deploy/hub/participants/jupyter_server_config.json /usr/local/etc/jupyter/
COPY deploy/hub/participants/page_config.json /usr/local/etc/jupyter/labconfig/
USER 1000
WORKDIR /home/jovyan
CMD ["jupyterhub-singleuser"]
