# The instructor's pod: the engine with its answers, on the image of deploy/docker. docs/kubernetes.md
FROM zerotsuku
USER 0
RUN usermod --login jovyan --home /home/jovyan instructor \
    && install -d -o 1000 -g 1000 /home/jovyan \
    && pip install --no-cache-dir "jupyterhub==5.4.*" \
    && echo "PATH=$PATH" >/etc/profile.d/zerotsuku.sh # terminals are login shells, which set PATH anew
ENV HOME=/home/jovyan USER=jovyan
USER 1000
WORKDIR /home/jovyan
CMD ["jupyterhub-singleuser"]
