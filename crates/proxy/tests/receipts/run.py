# Reads a key set, and then a case with each line: a receipt, and the time. Writes what verifying it gave, as JSON.
import json
import sys

from verify_receipt import verify_receipt

key_set, *cases = (json.loads(line) for line in sys.stdin)
for case in cases:
    print(json.dumps(verify_receipt(case["receipt"], key_set, case["now"])))
