#!/usr/bin/env bash
# Installs the library into a folder of its own, builds a project against it from outside, and compares the figure it prints.
# Usage: run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" > "$work/install.log" || { cat "$work/install.log"; exit 1; }
for file in bin/alioth share/alioth/data/tables.csv include/alioth/operations/catalogue.hpp; do
    [ -e "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done

export ALIOTH_HOME=$work/home
# The installed program finds the tables that stand beside it, not those of the source tree.
unset ALIOTH_DATA ALIOTH_DATABASE
expected=11405.068948 # GCB2023v28_MtCO2_flat.csv, China 2022
found=$("$prefix/bin/alioth" panorama --year 2022 --regions CHN --boundary production --format csv | sed -n 2p | cut -d, -f5)
[ "$found" = "$expected" ] || { echo "the installed program prints $found, expected $expected"; exit 1; }
rm -rf "$ALIOTH_HOME"
cp "$prefix/share/alioth/data/tables.csv" "$work/tables.csv"
sed -i 's/^\(production\/area.csv.*,\)[0-9a-f]\{64\}/\1spoilt/' "$prefix/share/alioth/data/tables.csv"
if "$prefix/bin/alioth" datasets > "$work/out" 2>&1; then echo "the installed program reads other tables than its own"; exit 1; fi
cp "$work/tables.csv" "$prefix/share/alioth/data/tables.csv"

# A library built with sanitizers needs them in the program too.
flags=$(sed -n 's/^CMAKE_CXX_FLAGS:[A-Z]*=//p' "$build/CMakeCache.txt")
cmake -G Ninja -S "$source/tests/install/consumer" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_CXX_FLAGS="$flags" \
    > "$work/configure.log" 2>&1 || { cat "$work/configure.log"; exit 1; }
cmake --build "$work/build" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
export ALIOTH_DATA=$prefix/share/alioth/data
found=$("$work/build/consumer")
[ "$found" = "$expected" ] || { echo "the consumer prints $found, expected $expected"; exit 1; }
echo "ok: $found"
