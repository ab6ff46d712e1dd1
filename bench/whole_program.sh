#!/usr/bin/env bash
# Whole-program times and memory of the main job, cold and warm (hyperfine, GNU time).
#   bench/whole_program.sh [path of the program]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-$root/build/release/alioth}
command -v hyperfine >/dev/null || { echo "apt-get install hyperfine time" >&2; exit 6; }
export ALIOTH_HOME
ALIOTH_HOME=$(mktemp -d)
trap 'rm -rf "$ALIOTH_HOME"' EXIT
all=(panorama --regions all --from 1990 --to 2022 --format csv
    --boundary production,production+land,natural,consumption,shared,panorama)

hyperfine -N --runs 5 --prepare "rm -rf $ALIOTH_HOME" -n 'cold: first import to the world table' "$program panorama"
"$program" panorama >/dev/null
hyperfine -N --warmup 3 --runs 20 -n 'warm: world table' "$program panorama" \
    -n 'warm: all lines x 33 years x 6 boundaries, CSV' "$program ${all[*]}"
/usr/bin/time -f 'memory of the last: %M KB' "$program" "${all[@]}" >/dev/null
