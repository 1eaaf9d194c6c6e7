# scripts/coverage.py ROOT: reads gcov's JSON documents, one a line, and prints the share of lines reached by room,
# and the files that fall behind most. Called by scripts/coverage.sh.
import json
import os
import sys
from collections import defaultdict

root = sys.argv[1].rstrip('/') + '/src/'
reached = defaultdict(dict)
for line in sys.stdin:
    line = line.strip()
    if not line.startswith('{'):
        continue
    document = json.loads(line)
    for file in document['files']:
        path = os.path.normpath(os.path.join(document['current_working_directory'], file['file']))
        if not path.startswith(root):
            continue
        lines = reached[path[len(root):]]
        for entry in file['lines']:
            lines[entry['line_number']] = lines.get(entry['line_number'], False) or entry['count'] > 0

def share(names):
    lines = [hit for name in names for hit in reached[name].values()]
    return sum(lines), len(lines)

if not reached:
    sys.exit('coverage: no counters were found; were the tests built with the preset coverage?')
rooms = defaultdict(list)
for name in reached:
    rooms[name.split('/')[0]].append(name)
for room in sorted(rooms) + ['all']:
    hit, all_lines = share(reached if room == 'all' else rooms[room])
    print(f'{room:12} {100 * hit / max(1, all_lines):5.1f} %  {hit:6} of {all_lines}')
print('\nmost lines that no test reaches')
behind = sorted(reached, key=lambda name: share([name])[0] - share([name])[1])[:15]
for name in behind:
    hit, all_lines = share([name])
    print(f'{all_lines - hit:6}  {100 * hit / max(1, all_lines):5.1f} %  src/{name}')
