// Prints a line and a part of another, and stays until it is killed.
process.stdout.write('whole\nhal');
process.stdin.resume();
