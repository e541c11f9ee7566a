"""What is done in the folder that a site is published to, in the words of any POSIX shell.

Owns: the form of that folder, and each step in it. Must not: run anything. In: nothing. Out: texts of scripts, which
find their values in variables and answer with a line "weblog: ...".

    current -> releases/8/html      what the web server shows
    releases/8/html                 a release; what hasn't changed is shared with the one before
    releases/8/published.json       its inventory
    releases/8/id, before           the name that its publisher gave it; what `current` led to before
    releases/.new-ID                one that is being sent, or was when the connection broke
    releases/.old-ID                one that is being removed

A release gets its number once it is whole, by a rename, and is shown by another one: each happens or doesn't. Whoever
begins to publish takes the half releases away, those of others too, so that no lock can be left behind by a laptop that
was closed; its owner finds out, at the latest when it is to get a number.
"""

from __future__ import annotations

KEPT = 5
"""How many releases stay."""
MARK = "weblog: "
"""What an answer begins with: all before it is what a host says to everybody."""

_WORDS = f"""
answer() {{ printf '{MARK}%s\\n' "$*"; }}
number_of() {{ number=${{1#releases/}}; number=${{number%/html}}; }}
show() {{  # in one step: rename(2), for which GNU's mv, busybox' and BSD's have other names
	rm -f "../.current-$2"
	ln -s "$1" "../.current-$2" || exit 1
	mv -T -f "../.current-$2" ../current 2>/dev/null || mv -h -f "../.current-$2" ../current || exit 1
}}
"""

_LOOK = """
main() {
	command -v rsync >/dev/null 2>&1 || { answer no-rsync; return; }
	[ -e "$folder" ] || [ -L "$folder" ] || { answer nothing; return; }
	cd -- "$folder" || exit 1
	for each in releases/*; do
		[ -e "$each" ] || continue
		number_of "$each"
		case $number in *[!0-9]*) answer "foreign $each"; return ;; esac
		[ -f "$each/published.json" ] || { answer "foreign $each"; return; }
	done
	if [ -e current ] && [ ! -L current ]; then answer "foreign current"; return; fi
	[ -d releases ] || for each in * .[!.]*; do
		[ "$each" = lost+found ] || { [ ! -e "$each" ] && [ ! -L "$each" ]; } || { answer "foreign $each"; return; }
	done
	shown=$(readlink current) || { answer nothing; return; }
	number_of "$shown"
	[ -f "releases/$number/published.json" ] || { answer "foreign current -> $shown"; return; }
	id=$(cat "releases/$number/id")
	answer "release $number $id"
	[ "$id" = "$known" ] || cat "releases/$number/published.json"
}
main
"""

_PREPARE = """
main() {
	umask 022
	mkdir -p -- "$folder/releases" && cd -- "$folder/releases" || exit 1
	for each in .new-*; do
		[ ! -e "$each" ] || mv -- "$each" ".old-${each#.new-}"
	done
	rm -rf .old-* ../.current-*
	mkdir ".new-$id" || exit 1
	answer ready
}
main
"""

_IS_HELD = """
if [ -d "$folder/releases/.new-$id" ]; then answer yes; else answer no; fi
"""

_SWITCH = f"""
main() {{
	umask 022
	cd -- "$folder/releases" || exit 1
	shown=$(readlink ../current) || shown=
	[ "$shown" = "$seen" ] || {{ rm -rf ".new-$id"; answer meanwhile; return; }}
	next=1
	for each in *; do
		case $each in *[!0-9]*) continue ;; esac
		[ "$each" -lt "$next" ] || next=$((each + 1))
	done
	[ -d ".new-$id" ] && [ ! -e "$next" ] || {{ answer meanwhile; return; }}
	echo "$id" >".new-$id/id" && echo "$seen" >".new-$id/before" && mv ".new-$id" "$next" || {{
		answer meanwhile
		return
	}}
	show "releases/$next/html" "$id"
	answer "release $next $id"
	ls | grep -x '[0-9]*' | sort -n -r | tail -n +{KEPT + 1} | while read -r each; do
		[ "$each" = "$next" ] || mv "$each" ".old-$each"
	done
	rm -rf .old-* >/dev/null 2>&1 &  # nobody waits for it
}}
main
"""

_BACK = """
main() {
	cd -- "$folder/releases" && shown=$(readlink ../current) || { answer nothing; return; }
	number_of "$shown"
	from=$number before=$(cat "$number/before") || exit 1
	number_of "$before"
	if [ -z "$number" ] || [ ! -f "$number/published.json" ]; then
		number=$(ls | grep -x '[0-9]*' | sort -n | while read -r each; do
			[ "$each" -ge "$from" ] || echo "$each"
		done | tail -n 1)
	fi
	[ -n "$number" ] || { answer "first $from"; return; }
	show "releases/$number/html" back
	answer "release $number $(cat "$number/id") $from"
	cat "$number/published.json"
}
main
"""

LOOK = _WORDS + _LOOK
"""`folder`, `known`: "no-rsync"; "nothing"; "foreign NAME" of what isn't ours; "release NUMBER ID", and its inventory
unless `known` is its id. It changes nothing."""
PREPARE = _WORDS + _PREPARE
"""`folder`, `id`: an empty release to send to."""
IS_HELD = _WORDS + _IS_HELD
"""`folder`, `id`: "no" if somebody else has taken it away, else "yes"."""
SWITCH = _WORDS + _SWITCH
"""`folder`, `id`, `seen`, to which `current` led when it was looked at: "release NUMBER ID" that is shown from now
on, or "meanwhile" if somebody else has begun to publish, or has published."""
BACK = _WORDS + _BACK
"""`folder`: "release NUMBER ID" that is shown again "NUMBER" that was until now, and its inventory; "first
NUMBER" if there is none before; "nothing"."""
