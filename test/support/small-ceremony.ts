/** The script of a small ceremony, whose command any shell has. */
export function ceremonyScript(): string {
  return `version = 1
title = "Keep a list"
purpose = "To show how a ceremony goes"
place = "Room 101"

[participants.ada]
name = "Ada Lovelace"
role = "ceremony administrator"

[participants.walter]
name = "Walter Witness"
role = "internal auditor"

[[steps]]
id = "list"
text = "Ada keeps the list."
who = ["ada"]
run = "echo bob > list.txt"
files = ["list.txt"]

[[steps]]
id = "compare"
text = "Both compare it."
who = ["ada", "walter"]
confirm = "bob is on it"
`;
}
