#!/bin/bash
# marks.sh MIDYEAR: how well the marked reports beside the source tree (../shared/reading) are read; less than what
# was reached once fails. They are no part of the project; where they are absent this says so and is skipped.
set -uo pipefail
marks=../shared/reading
[ -x "$marks/score.py" ] || { echo "SKIPPED: no marked reports at $marks"; exit 77; }
command -v python3 >/dev/null || { echo "SKIPPED: python3 is not installed"; exit 77; }
midyear=$1 status=0
python3 "$marks/score.py" --min figures=0.99 --min fact=0.91 --min complete=0.85 --min lost=0.98 "$midyear" read --format jsonl || status=1
python3 "$marks/plan.py" --min commitments=0.94 --min projects=0.98 --min stage=0.98 --min owners=0.99 --min deadlines=0.99 "$midyear" read --format jsonl || status=1
python3 "$marks/damage/score.py" --min 0.9995 "$midyear" repair || status=1
exit $status
