"""What a file may ask for, and how much is told of its mistakes."""

# A record is some kilobytes; the limits only keep a hostile file from costing time.
# The depth also keeps libyaml quick: it needs 20 s for 100,000 nested `[`.
LARGEST_FILE = 256 * 1024
DEEPEST = 20
MOST_NODES = 20_000

# Above 18 digits other readers (JavaScript, spreadsheets, databases) round or refuse a number.
MOST_DIGITS = 18

# Nobody reads on after a hundred, and a binary file would give one for every byte.
MOST_MISTAKES = 100
# A mistake is one line; what it quotes must leave room for what it says.
LONGEST_SHOWN = 60
