# shellcheck shell=sh
# Sourced by the launchers, which set signet_home. Finds Java and starts it. Starts no other
# process on the usual way, as every one would make every start slower.

# Other people's options must not change what these programs do.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH

signet_min_java=25

# Prints one line on standard error and gives up.
signet_fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

# Sets java when $1 is the home of a Java that is new enough; else sets problem.
signet_try_home() {
    java=
    if [ ! -x "$1/bin/java" ]; then
        problem="there is no program bin/java in it"
        return 1
    fi
    if [ ! -r "$1/release" ]; then
        problem="there is no file \"release\" in it that tells the version"
        return 1
    fi
    version=
    while IFS= read -r line; do
        case $line in
        JAVA_VERSION=*)
            version=${line#*\"}
            version=${version%%\"*}
            break
            ;;
        esac
    done <"$1/release"
    major=${version%%[!0-9]*}
    if [ "${major:-0}" -lt "$signet_min_java" ]; then
        problem="its version is ${version:-unknown}"
        return 1
    fi
    java=$1/bin/java
}

# Sets java, or gives up and says where it looked.
signet_find_java() {
    if [ -n "${SIGNET_JAVA:-}" ]; then
        candidate=$SIGNET_JAVA
        if [ -f "$candidate" ]; then
            [ ! -L "$candidate" ] || candidate=$(readlink -f -- "$candidate")
            candidate=${candidate%/bin/java}
        fi
        signet_try_home "$candidate" ||
            signet_fail "SIGNET_JAVA=$SIGNET_JAVA can't be used: $problem; Java $signet_min_java or later is needed"
        return
    fi
    ! signet_try_home "${signet_home:?}/lib/runtime" || return 0
    looked="SIGNET_JAVA (not set), $signet_home/lib/runtime ($problem)"
    if [ -n "${JAVA_HOME:-}" ]; then
        ! signet_try_home "$JAVA_HOME" || return 0
        looked="$looked, JAVA_HOME=$JAVA_HOME ($problem)"
    else
        looked="$looked, JAVA_HOME (not set)"
    fi
    for candidate in /usr/lib/jvm/*25*; do
        ! signet_try_home "$candidate" || return 0
        [ ! -d "$candidate" ] || looked="$looked, $candidate ($problem)"
    done
    signet_fail "no Java $signet_min_java or later found; looked at $looked, /usr/lib/jvm/*25*; install a JDK $signet_min_java or set SIGNET_JAVA to one"
}

# signet_launch "JAR ..." [OPTION ...] CLASS [ARGUMENT ...]
# Becomes Java with these jars of lib/ and no others. The JVM's own messages go to standard error:
# standard output belongs to the program, and for some it is a protocol. The CDS archive in
# lib/cds/ only makes the start quicker: where there is none for this Java and these jars, that is
# nothing to tell. It holds the code of the jars, and Java does not notice all changes of theirs: so
# the build gives an archive and its jars one and the same time, and a jar with another one is new.
signet_launch() {
    case ${signet_home:?} in
    *:*) signet_fail "the folder $signet_home can't be used: its name has a colon, which separates jars" ;;
    esac
    signet_find_java
    archive=$signet_home/lib/cds/${1%% *}-$version.jsa
    class_path=
    for jar in $1; do
        jar=$signet_home/lib/$jar.jar
        class_path=$class_path${class_path:+:}$jar
        # -nt and -ot: not in POSIX, but in every sh of Linux.
        # shellcheck disable=SC3013
        if [ "$jar" -nt "$archive" ] || [ "$jar" -ot "$archive" ]; then
            archive=
        fi
    done
    shift
    # No memory image of a process that may have seen a secret. Not in POSIX, but in every sh of Linux.
    # shellcheck disable=SC3045
    ulimit -c 0
    [ ! -r "$archive" ] || set -- "-XX:SharedArchiveFile=$archive" "$@"
    # Without the provider's name Java would look for it in every jar.
    # Nor a report of a crash, with registers and parts of the stack, in the working folder or /tmp.
    exec "$java" -XX:+UseSerialGC -XX:-UsePerfData -XX:+DisableAttachMechanism -XX:-CreateCoredumpOnCrash \
        -XX:ErrorFile=/dev/null -XX:ReplayDataFile=/dev/null \
        -Xlog:disable -Xlog:all=warning,pagesize=off,aot*=off,cds*=off:stderr -XX:+DisplayVMOutputToStderr \
        -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider \
        "-Dsignet.home=$signet_home" -cp "$class_path" "$@"
}

# The same for a program that runs for seconds, and that Java must not make fast at great cost: no
# code that is optimised twice, no class for each signature of native functions. A page that is touched
# for the first time takes its time: so the heap has huge pages where the system has such, and uses a
# small young generation again rather than a large one once.
signet_launch_short() {
    jars=$1
    shift
    signet_launch "$jars" -XX:TieredStopAtLevel=1 -Xmn8m -XX:+UseTransparentHugePages \
        -Djdk.internal.foreign.DowncallLinker.USE_SPEC=false "$@"
}
