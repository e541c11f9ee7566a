"""What documents share with other pages is put in order and digested without more looks than that takes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from sphinx_rebuild.environment_data import EnvironmentData
from sphinx_rebuild.shared_data import look_at, sort_tables

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_rebuild.definitions import Definitions


class Images(dict[str, tuple[set[str], str]]):
    """Images, which count how often somebody goes through all of them."""

    walks = 0

    def items(self) -> Any:
        self.walks += 1
        return super().items()


def digests(images: Images) -> dict[str, str]:
    """The digests of what three documents share that have these images."""
    names = ("a", "b", "c")
    env: Any = SimpleNamespace(found_docs=set(names), all_docs=dict.fromkeys(names, 1.0), images=images)
    data = EnvironmentData(env)
    defined = cast("Definitions", SimpleNamespace(digest=lambda docname: docname, digest_of_others=lambda: ""))
    look_at(cast("BuildEnvironment", env), data, defined, ())
    return data.data["shared"]


def test_images_are_gone_through_once_for_all_documents() -> None:
    images = Images({"x.png": ({"a", "b"}, "x.png"), "y.png": ({"a"}, "y.png")})
    digests(images)
    assert images.walks == 1


def test_another_image_is_news_of_the_documents_that_show_it() -> None:
    before = digests(Images({"x.png": ({"a", "b"}, "x.png")}))
    after = digests(Images({"x.png": ({"a", "b"}, "x.png"), "y.png": ({"b"}, "y.png")}))
    assert {name for name in before if before[name] != after[name]} == {"b"}


class Made(dict[str, int]):
    """A table that makes its values when it is asked for them."""

    def __getitem__(self, key: str) -> int:
        raise AssertionError(f"nobody needs {key} to put the table in order")


def test_tables_are_put_in_order_without_a_look_at_what_is_in_them() -> None:
    env: Any = SimpleNamespace(all_docs={"a": 0, "b": 0}, made=Made(b=2, a=1), others={"b": 1, "a": 2})
    sort_tables(env)
    assert [list(dict.items(table)) for table in (env.made, env.others)] == [[("a", 1), ("b", 2)], [("a", 2), ("b", 1)]]
    assert type(env.made) is Made
