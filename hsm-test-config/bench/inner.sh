#!/bin/sh
# The inner parts, by JMH. Started by ./bench.
#
#   inner.sh [PATTERN]    only the benchmarks whose names match it; all by default
#
# It takes ten minutes for all. What stands in target/jmh.json is for programs that compare runs.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=hsm-test-config/setup/host.sh
. "$root/hsm-test-config/setup/host.sh"
# shellcheck source=hsm-test-config/bench/common.sh
. "$root/hsm-test-config/bench/common.sh"
require_jdk
begin "${TMPDIR:-/tmp}"
machine=$(machine)

echo "==> Building" >&2
cd "$root"
# As far as the classes: the distribution stays as it is.
mvn -B -q -ntp -Pbenchmarks -pl benchmarks -am process-test-classes -Dmaven.test.skip -Djacoco.skip -Dformat.skip \
    >"$work/build.log" 2>&1 || {
    tail -n 20 "$work/build.log" >&2
    die "the build failed"
}
mkdir -p target
printf 'Inner parts; JMH, two forks of 3 iterations of 1 s, after 3 iterations that do not count\n%s\n\n' "$machine"
java_options="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xmx256m -XX:+UseSerialGC"
"${jdk:?}/bin/java" --sun-misc-unsafe-memory-access=allow -cp "benchmarks/target/classes:$(cat benchmarks/target/test-classpath)" org.openjdk.jmh.Main \
    -f 2 -wi 3 -i 3 -w 1s -r 1s -bm avgt -tu us -prof gc -foe true -jvmArgs "$java_options" \
    -rf json -rff target/jmh.json "${1:-.*}" >"$work/jmh.log" 2>&1 || {
    tail -n 20 "$work/jmh.log" >&2
    die "JMH failed"
}
# Of what the profiler of the heap tells only what an operation allocates.
sed -n '/^Benchmark /,$p' "$work/jmh.log" | grep -v -E ':(·|)?gc\.(alloc\.rate |count|time|churn)|^Benchmark result|^$'
