# Sourced by run and fairfall, with $root set: builds what is older than its sources, installs the
# packages that a run needs from npm, and becomes the Java process, so that signals reach it.

launch_say() { echo "$*" >&2; }

launch_artefacts() { # what a run needs: the launcher's class path, and the functions of the template
  echo infra/cli/target/classpath.txt
  sed -n 's/^ *CodeUri: *//p' template.yaml | sort -u
}

launch_newer_source() { # the first source that is newer than $1
  find pom.xml functions infra \( -name target -o -name node_modules \) -prune -o \
    -type f \( -path '*/src/main/*' -o -name pom.xml -o -name lambda-zip.xml \) -newer "$1" -print | head -n 1
}

launch_is_built() {
  for artefact in $(launch_artefacts); do
    [ -f "$artefact" ] || return 1
    reference=$artefact
    if [ "$launch_stamp" -nt "$artefact" ]; then reference=$launch_stamp; fi
    [ -z "$(launch_newer_source "$reference")" ] || return 1
  done
}

launch_show_modules() { # one short line for each module that Maven begins
  while IFS= read -r line; do
    case $line in
      '[INFO] Building fairfall-'*) launch_say "  ${line#'[INFO] Building fairfall-'}" ;;
    esac
  done
}

launch_build() {
  launch_say "Building Fairfall (the first time takes a few minutes) …"
  mkdir -p .fairfall
  log=.fairfall/build.log
  started=.fairfall/build.started
  : > "$started"
  rm -f .fairfall/build.failed
  { ./mvnw -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl '!infra/test/architecture-tests,!infra/test/e2e,!infra/test/integration-tests,!infra/test/tally' package 2>&1 || : > .fairfall/build.failed; } |
    tee "$log" | launch_show_modules
  if [ -f .fairfall/build.failed ]; then
    grep '^\[ERROR\]' "$log" | head -n 20 >&2
    launch_say "The build failed; $root/$log has all of it."
    exit 1
  fi
  mv "$started" "$launch_stamp" # sources changed meanwhile are newer than it
}

launch_check_node() {
  if ! command -v node > /dev/null 2>&1 || ! command -v npm > /dev/null 2>&1; then
    launch_say "Fairfall needs Node 20 or newer, with npm: install it from nodejs.org."
    exit 1
  fi
  if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    launch_say "Fairfall needs Node 20 or newer, and this is $(node --version): install it from nodejs.org."
    exit 1
  fi
}

launch_install() { # the npm packages that $1/package.json names; $2 says what they are
  if [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; then return 0; fi
  launch_say "Installing $2 …"
  if ! npm --prefix "$1" ci --no-audit --no-fund --ignore-scripts > .fairfall/npm.log 2>&1; then
    launch_say "npm could not install $2; $root/.fairfall/npm.log says why."
    exit 1
  fi
  touch "$1/node_modules/.package-lock.json"
}

launch_page() { # the curve that the page checks beacons with: without it the page says that it did not
  if [ web/built/bls.js -nt web/verifier/bls.js ] && [ web/built/bls.js -nt web/package-lock.json ]; then return 0; fi
  launch_install web 'what checks beacons in the page'
  if ! npm --prefix web run build > .fairfall/web.log 2>&1; then
    launch_say "The page cannot check beacons' signatures; $root/.fairfall/web.log says why."
  fi
}

launch() { # becomes ./fairfall with the given arguments
  here=$(pwd)
  cd "$root" || exit 1
  launch_stamp=.fairfall/built
  mkdir -p .fairfall
  if [ "${1-}" = run ]; then launch_check_node; fi
  launch_is_built || launch_build
  if [ "${1-}" = run ]; then
    launch_install infra/anvil 'the development node'
    launch_install infra/runner 'what shows the APIs'
    launch_page
  fi
  # players wait for a run's answers; a simulation is to be done soon
  if [ "${1-}" = simulate ]; then launch_virtual_machine=-XX:+UseParallelGC; else launch_virtual_machine=-XX:+UseG1GC; fi
  # as the template has it for the indexer
  if [ "${1-} ${2-}" = 'bench deposits' ]; then launch_virtual_machine=-XX:+UseSerialGC; fi
  classpath=$root/infra/cli/target/classes:$(cat infra/cli/target/classpath.txt)
  cd "$here" || exit 1
  FAIRFALL_ROOT=$root exec "$JAVA_HOME/bin/java" \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dhttp.maxConnections=256 -Dhttp.keepAlive.time.server=60 -Dsun.net.http.retryPost=false -Dslf4j.internal.verbosity=ERROR \
    -Xshare:auto $launch_virtual_machine -cp "$classpath" io.fairfall.cli.Fairfall "$@"
}
