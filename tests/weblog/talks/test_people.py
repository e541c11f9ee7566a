"""Which names are one speaker, which are suspiciously near, and in which order speakers stand."""

from __future__ import annotations

import string
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from weblog.posts.model import slug
from weblog.talks.model import Speaker
from weblog.talks.names import as_typed, family_name, fold
from weblog.talks.people import Fault, Mention, faults_of_near_names, speakers_by_name

from ...words import HOSTILE, WORDS
from ..strategies import PEOPLE, SPEAKERS, a_speaker

if TYPE_CHECKING:
    from random import Random

    from weblog.talks.model import SpeakerData

ADA, GRACE = a_speaker("people/ada", "Ada Lovelace"), a_speaker("people/grace", "Grace Hopper")
LETTERS = st.text(string.ascii_lowercase, min_size=3, max_size=7)
FULL_NAMES = st.builds("{} {}".format, LETTERS, LETTERS)
NAMES = (PEOPLE | WORDS | HOSTILE).map(lambda name: " ".join(name.split())).filter(bool)


def mentioned(*names: str) -> list[Mention]:
    """Each name by a talk of its own: the first one in posts/0, line 10."""
    return [(name, f"posts/{number}", 10 + number) for number, name in enumerate(names)]


def gathered(pages: list[SpeakerData], *names: str) -> tuple[dict[str, Speaker], list[Fault]]:
    faults: list[Fault] = []
    mentions = mentioned(*names)
    by_name = speakers_by_name(pages, mentions, faults)
    return by_name, [*faults, *faults_of_near_names(by_name, mentions)]


def described(name: str, family: str = "") -> Speaker:
    (speaker,) = set(gathered([a_speaker("people/x", name, family_name=family)])[0].values())
    return speaker


# Names and their order


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "Lovelace"),
        ("Ada", "Ada"),
        ("Sander van de Graaf", "Graaf"),
        ("Sammy Davis Jr.", "Davis"),
        ("Sammy Davis, Jr", "Davis"),
        ("John Doe III", "Doe"),
        ("Jane Doe, PhD", "Doe"),
        ("Ann King, Jr., PhD", "King"),
        ("Jane Doe, Ph.D.", "Doe"),
        ("Jane Doe M.D.", "Doe"),
        ("Phd Raphdael", "Raphdael"),
        ("Ii", "Ii"),
        ("Ivi Iii Iv", "Iii"),
        ("山田", "山田"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_family_name_is_the_last_word_that_is_no_title(name: str, expected: str) -> None:
    assert family_name(name) == expected


@pytest.mark.parametrize("name", [", Jr.", "\N{NO-BREAK SPACE}Jr", " III"])
def test_a_suffix_alone_is_a_name(name: str) -> None:
    assert family_name(name).strip(", \N{NO-BREAK SPACE}") in ("Jr", "Jr.", "III")


@given(NAMES | st.text())
@example("Ada Jr. Jr.")
def test_every_name_has_a_family_name_of_its_own_letters(name: str) -> None:
    found = family_name(name)
    assert found in name
    assert bool(found.strip()) == bool(name.strip())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada  LOVELACE", "ada lovelace"),
        ("José García", "jose garcia"),
        ("Łukasz", "lukasz"),
        ("Søren Ørsted", "soren orsted"),
        ("Æsop", "aesop"),
        ("Œdipe", "oedipe"),
        ("Strauß", "strauss"),
        ("İbrahim", "ibrahim"),
        ("O'Neil-Smith", "o neil smith"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Neil", "o neil"),
        ("ﬁ", "fi"),
        ("日本 太郎", "日本 太郎"),
        ("\N{PILE OF POO}", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(name: str, expected: str) -> None:
    assert fold(name) == expected


@given(NAMES | st.text(max_size=20))
@example("ᾳ")
def test_a_name_is_compared_alike_however_its_accents_are_stored(name: str) -> None:
    assert len({fold(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}) == 1
    assert fold(name) == fold(f" {name}\n") == " ".join(fold(name).split())


@pytest.mark.parametrize(
    ("name", "family", "letter"),
    [
        ("Ada Lovelace", "", "L"),
        ("Sander van de Graaf", "van de Graaf", "V"),
        ("Éva Ábel", "", "A"),
        ("Łukasz Łoś", "", "L"),
        ("Anna Ørsted", "", "O"),
        ("Bo ßen", "", "S"),
        ("Bo Œdipe", "", "O"),
        ("Дина Юсупова", "", "Ю"),
        ("Agent 007", "", "#"),
        ("\N{PILE OF POO}", "", "#"),
    ],
)
def test_a_speaker_is_found_under_the_letter_of_the_family_name(name: str, family: str, letter: str) -> None:
    assert described(name, family).letter == letter


def test_speakers_stand_by_family_name_and_what_is_no_letter_comes_last() -> None:
    names = ["Agent 007", "Bo Zed", "Zoe Abel", "Дина Юсупова", "Anna Ábel", "Cy Łoś", "Di Lord", "Ed Losa"]
    ordered = sorted(map(described, names), key=lambda speaker: speaker.sort_key)
    assert [speaker.name for speaker in ordered] == [
        *("Anna Ábel", "Zoe Abel", "Di Lord", "Cy Łoś", "Ed Losa", "Bo Zed", "Дина Юсупова", "Agent 007"),
    ]


@given(st.lists(NAMES, max_size=8))
def test_each_letter_of_the_alphabet_comes_once(names: list[str]) -> None:
    letters = [speaker.letter for speaker in sorted(map(described, names), key=lambda speaker: speaker.sort_key)]
    changes = [letter for place, letter in enumerate(letters) if place == 0 or letters[place - 1] != letter]
    assert len(set(changes)) == len(changes)


# Pages and mentions


def test_a_speaker_without_a_page_gets_one_and_one_with_a_page_keeps_it() -> None:
    by_name, faults = gathered([ADA], "Ada Lovelace", "Grace Hopper")
    assert faults == []
    assert {name: (found.pagename, found.docname) for name, found in by_name.items()} == {
        "Ada Lovelace": ("people/ada", "people/ada"),
        "Grace Hopper": ("speakers/grace-hopper", ""),
    }


def test_a_page_tells_what_else_is_known_of_a_speaker() -> None:
    links = [("Weblog", "https://ada.example/")]
    page = a_speaker("people/ada", "Ada of Lovelace", line=4, other_names=["Ada King"], links=links, family_name="of L")
    by_name, _ = gathered([page])
    assert by_name["Ada King"] is by_name["Ada of Lovelace"]
    assert by_name["Ada King"] == Speaker(
        top="top",
        name="Ada of Lovelace",
        slug="ada-of-lovelace",
        pagename="people/ada",
        docname="people/ada",
        line=4,
        other_names=("Ada King",),
        links=(("Weblog", "https://ada.example/"),),
        family_name="of L",
    )


def test_other_names_are_the_speaker_without_any_fault() -> None:
    page = a_speaker("people/ada", "Ada Lovelace", other_names=["Ada Lovelase", "ada"])
    by_name, faults = gathered([page], "Ada Lovelase", "ada", "Ada Lovelace")
    assert faults == []
    assert {found.name for found in by_name.values()} == {"Ada Lovelace"}


@pytest.mark.parametrize("second", ["Ada Lovelace", "ada lovelace", "Ada-Lovelace"])
def test_two_pages_of_one_name_are_told_and_the_first_one_counts(second: str) -> None:
    by_name, faults = gathered([ADA, a_speaker("people/second", second, line=5)], second)
    assert by_name[second].docname == "people/ada"
    assert faults == [
        Fault(
            kind="speaker",
            message=f'"{second}" is already the speaker of people/ada: put the two pages together',
            docname="people/second",
            line=5,
        )
    ]


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        (
            [
                a_speaker("people/ada", "Ada", other_names=["Countess"]),
                a_speaker("people/bo", "Bo", other_names=["Countess"]),
            ],
            '"Countess" is already a name of the speaker of people/ada: take it from one of the two',
        ),
        (
            [a_speaker("people/ada", "Ada"), a_speaker("people/bo", "Bo", other_names=["Ada"])],
            '"Ada" is already a name of the speaker of people/ada: take it from one of the two',
        ),
        (
            [a_speaker("people/ada", "Ada", other_names=["Bo"]), a_speaker("people/bo", "Bo")],
            '"Bo" is already the speaker of people/ada: put the two pages together',
        ),
    ],
)
def test_a_name_of_two_speakers_is_told_and_means_the_first_one(pages: list[SpeakerData], message: str) -> None:
    by_name, faults = gathered(pages)
    assert faults == [Fault(kind="speaker", message=message, docname="people/bo", line=3)]
    shared = message.split('"')[1]
    assert by_name[shared].docname == "people/ada"


def test_the_other_names_of_a_page_that_is_one_too_many_mean_the_first_one() -> None:
    second = a_speaker("people/second", "Ada Lovelace", other_names=["Countess Ada"])
    by_name, _ = gathered([ADA, second], "Countess Ada")
    assert by_name["Countess Ada"].docname == "people/ada"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Lovelace", "ada lovelace"), ("Jean-Luc Picard", "Jean Luc Picard"), ("José García", "Jose Garcia")],
)
def test_two_spellings_of_one_address_are_one_speaker_and_told(one: str, other: str) -> None:
    by_name, faults = gathered([], other, one)
    assert by_name[one] is by_name[other]
    known, late = sorted((one, other))
    places = {other: ("posts/0", 10), one: ("posts/1", 11)}
    (fault,) = faults
    assert (fault.kind, fault.docname, fault.line) == ("address", *places[late])
    assert fault.message.startswith(
        f'the speakers "{late}" and "{known}" ({places[known][0]}, line {places[known][1]}) would share the page '
        f'"speakers/{slug(one)}": write '
    )


def test_a_spelling_of_a_page_or_one_of_its_other_names_is_told_with_that_page() -> None:
    page = a_speaker("people/ada", "Ada Lovelace", other_names=["Ada King"])
    by_name, faults = gathered([page], "ADA KING", "ada lovelace")
    assert {found.docname for found in by_name.values()} == {"people/ada"}
    assert [(fault.kind, fault.docname) for fault in faults] == [("address", "posts/0"), ("address", "posts/1")]
    assert all('and "Ada Lovelace" (people/ada) would share' in fault.message for fault in faults)


def test_a_name_whose_page_would_be_the_document_of_another_speaker_is_told() -> None:
    by_name, faults = gathered([a_speaker("speakers/guido", "Guido van Rossum")], "Guido")
    assert (
        len({found.pagename for found in by_name.values()}) == len({found.slug for found in by_name.values()}) or faults
    )


# Names that are near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "Ada Lovelase"),
        ("Ada Lovelace", "Ada Lovlace"),
        ("Ada Lovelace", "Adda Lovelace"),
        ("Ada Lovelace", "Bda Lovelace"),
        ("Ada Lovelace", "Ada Lovelacee"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Søren Holm", "Soren Holm"),
        ("Søren Holm", "Soren Hohm"),
        ("Jan Smit", "Jan Smti"),
        ("Jan Smit", "Jan Smit (Acme)"),
        ("Jan Smit", "Jan Smit [Acme]"),
    ],
)
def test_names_one_letter_apart_are_told_once_where_the_rarer_one_stands(one: str, other: str) -> None:
    _, faults = gathered([], one, one, one, other)
    (fault,) = faults
    assert (fault.kind, fault.docname, fault.line) == ("speaker", "posts/3", 13)
    assert fault.message == (
        f'the speaker "{other}" is nearly "{one}" (posts/0, line 10); if they are one person, write the name in one '
        "way, or add the one to :other-names: on the other's page; if they are two, give each a page with a {speaker} "
        "directive"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Li", "Eva Li"),
        ("Ann", "Anna"),
        ("Bo Li", "Bo Lu"),
        ("Ada Lovelace", "Ada Lavelase"),
        ("Ada Lovelace", "Ada Love"),
        ("Jan Jansen", "Jan Janssens"),
        ("Jan de Boer", "Jan den Boers"),
        ("김민수", "김민서"),
    ],
)
def test_names_more_than_a_letter_apart_or_short_ones_are_two_speakers(one: str, other: str) -> None:
    by_name, faults = gathered([], one, other)
    assert faults == []
    assert by_name[one] != by_name[other]


def test_the_name_with_a_page_is_the_likely_one_however_often_the_other_is_mentioned() -> None:
    _, faults = gathered([ADA], "Ada Lovelase", "Ada Lovelase")
    (fault,) = faults
    assert fault.message.startswith('the speaker "Ada Lovelase" is nearly "Ada Lovelace" (people/ada); ')
    assert (fault.docname, fault.line) == ("posts/0", 10)


def test_two_near_names_with_a_page_each_are_two_speakers() -> None:
    by_name, faults = gathered([ADA, a_speaker("people/other", "Ada Lovelase")], "Ada Lovelace", "Ada Lovelase")
    assert faults == []
    assert by_name["Ada Lovelace"] != by_name["Ada Lovelase"]


def test_each_of_several_near_names_is_told_once() -> None:
    names = [f"Ada Lovela{letter}e" for letter in "cdfgksvz"]
    _, faults = gathered([], *names, names[0])
    assert [fault.message.split('"')[1:4:2] for fault in faults] == [[name, names[0]] for name in names[1:]]


@pytest.mark.parametrize(("one", "other"), [("Tr\u1ea7n Dung", "Tr\u1ea7n D\u0169ng"), ("Ana Pena", "Ana Pe\u00f1a")])
def test_names_that_differ_in_accents_alone_are_two_speakers_with_a_page_each(one: str, other: str) -> None:
    pages = [a_speaker("speakers/a-one", one), a_speaker("speakers/a-two", other)]
    by_name, faults = gathered(pages, one, other)
    assert faults == []
    assert (by_name[one].docname, by_name[other].docname) == ("speakers/a-one", "speakers/a-two")
    assert by_name[one].slug != by_name[other].slug


@given(FULL_NAMES, st.data())
def test_a_letter_more_less_or_other_is_told_exactly_once(name: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, sign in enumerate(name) if sign != " "]))
    letter = data.draw(st.sampled_from([*string.ascii_letters, "é", "ł", ""]))
    other = name[:place] + letter + name[place + data.draw(st.integers(0, 1)) :]
    assume(other != name)
    by_name, faults = gathered([], name, other)
    assert len(faults) == 1
    assert {fault.kind for fault in faults} == ({"address"} if by_name[name] is by_name[other] else {"speaker"})


@given(FULL_NAMES, FULL_NAMES, st.booleans())
def test_names_of_which_no_half_is_alike_are_never_told(one: str, other: str, has_page: bool) -> None:
    assume(not set(one.split()) & set(other.split()) and abs(len(one) - len(other)) > 1)
    assert gathered([a_speaker("people/x", one)] if has_page else [], one, other)[1] == []


# What always holds


@given(st.lists(SPEAKERS, max_size=3, unique_by=lambda page: page["docname"]), st.lists(NAMES, max_size=8))
@example([], ["Ada Lovelace", "ada lovelace", "Ada Lovelase"])
def test_every_name_is_one_speaker_and_no_two_speakers_share_an_address(
    pages: list[SpeakerData], names: list[str]
) -> None:
    by_name, faults = gathered(pages, *names)
    assert set(map(as_typed, names)) <= set(by_name)
    assert {as_typed(page["name"]) for page in pages} <= set(by_name)
    speakers = set(by_name.values())
    assert len({speaker.slug for speaker in speakers}) == len(speakers)
    assert all(by_name[as_typed(speaker.name)] is speaker for speaker in by_name.values())
    places = {*mentioned(*names)}
    for fault in faults:
        lines = {(docname, line) for _, docname, line in places} | {(page["docname"], page["line"]) for page in pages}
        assert (fault.docname, fault.line) in lines


@given(st.lists(NAMES, max_size=6), st.randoms(use_true_random=False))
def test_speakers_do_not_hang_on_the_order_of_their_talks(names: list[str], random: Random) -> None:
    shuffled = random.sample(names, len(names))
    one, other = gathered([], *names)[0], gathered([], *shuffled)[0]
    assert one == other
    assert list(one) == list(other)
