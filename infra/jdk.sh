# Sourced by mvnw, run and fairfall: points JAVA_HOME at a JDK 25 or newer, wherever the
# default `java` comes from, or says in one sentence what is missing.

jdk_major() { # the feature version of the JDK in $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_is_new_enough() { [ "$(jdk_major "$1")" -ge 25 ] 2>/dev/null; }

jdk_find() {
  if [ -n "${JAVA_HOME-}" ] && jdk_is_new_enough "$JAVA_HOME"; then return 0; fi
  for jdk_home in \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null || echo /nowhere/bin/javac)")")")" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_is_new_enough "$jdk_home"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Fairfall needs JDK 25: install one (for example Temurin 25 from adoptium.net) or point JAVA_HOME at it." >&2
  return 1
}

case $- in *f*) set +f; jdk_find || exit 1; set -f ;; *) jdk_find || exit 1 ;; esac
