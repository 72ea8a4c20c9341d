<?php
// Reads a key set, and then a case with each line: a receipt, and the time. Writes what verifying it gave, as JSON.
error_reporting(E_ALL);
set_error_handler(fn (int $number, string $text) => throw new ErrorException($text, 0, $number));
require __DIR__ . '/verify-receipt.php';

$lines = explode("\n", rtrim(stream_get_contents(STDIN)));
$keySet = json_decode(array_shift($lines), true);
foreach ($lines as $line) {
    $case = json_decode($line, true);
    echo json_encode(verify_receipt($case['receipt'], $keySet, $case['now'])), "\n";
}
