"""The dataset room: the embedded digits, the way to all 70,000, the given weights, and their rebuilding."""

import functools
import gzip
import hashlib
import http.server
import itertools
import os
import socket
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest

from dataset import build_digits, deep_convnet_weight, files, mnist, sample_weight, train_deep_convnet
from dataset.files import DatasetError
from dataset.mnist import load_mnist
from dataset.train_sample_weight import accuracy
from solutions.ch08_deep_learning import DeepConvNet

ROOT = Path(__file__).parent.parent
COMMITTED = [
    ROOT / build_digits.DIGITS,
    ROOT / build_digits.HELDOUT,
    sample_weight.SAMPLE_WEIGHT,
    deep_convnet_weight.DEEP_CONVNET_WEIGHT,
]
PACKED_WITH_ZLIB = "1.2.13"
ARRAY_SHA256 = {
    (build_digits.DIGITS, "x_train"): "238a2a8b0ba9a7fcd8763aafd79f8eda6552d40de7511d95e9a193954465eb7d",
    (build_digits.DIGITS, "t_train"): "cb504713dac5bf14da28f7379a84ce83d6bd46ed8deae0e021e2cea0c7e73281",
    (build_digits.DIGITS, "x_test"): "998b6bca09be79dc3da4f76b94c19fb8eadeb4951b712acf9413c298242d4a50",
    (build_digits.DIGITS, "t_test"): "b158796175b587b0b8097fa6df26de82d9a9b5e5a1cde1d03b90763425ef2118",
    (build_digits.HELDOUT, "x_test"): "dee0dd3e53e926ecda71cefd09861a3ee2138ffe380a91e8861d5c396df4e8de",
    (build_digits.HELDOUT, "t_test"): "703e1fcc4e543a1938c8e188bb08f99ef07d42b499f5e96a9c029bd580d2b377",
}
# Digits 0 to 9 in the 60,000 training and the 10,000 test labels of MNIST.
MNIST_TRAIN_CLASSES = np.array([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
MNIST_TEST_CLASSES = np.array([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])


@functools.cache
def arrays_of(path: Path) -> dict[str, np.ndarray]:
    return files.read_npz(path)


def array(path: Path, name: str) -> np.ndarray:
    return arrays_of(ROOT / path)[name]


def assert_in_both_languages(message: str, *mentioned: str) -> None:
    japanese, english = message.strip().split("\n")
    assert any("ぁ" <= letter <= "ん" for letter in japanese)
    assert english.isascii()
    for text in mentioned:
        assert text in japanese
        assert text in english


# ---- the embedded digits


@pytest.mark.parametrize(
    ("normalize", "flatten", "one_hot_label"), list(itertools.product([True, False], repeat=3))
)
def test_every_option_gives_the_books_shapes_types_and_ranges(normalize, flatten, one_hot_label):
    loaded = load_mnist(normalize, flatten, one_hot_label)
    for (x, t), count, name in zip(loaded, (10_000, 2_000), ("train", "test"), strict=True):
        raw_x, raw_t = (array(build_digits.DIGITS, f"{kind}_{name}") for kind in "xt")
        assert x.shape == ((count, 784) if flatten else (count, 1, 28, 28))
        assert x.dtype == (np.float32 if normalize else np.uint8)
        assert (x.min(), x.max()) == ((0, 1) if normalize else (0, 255))
        expected = raw_x.astype(np.float32) / 255.0 if normalize else raw_x
        assert np.array_equal(x.ravel(), expected.ravel())
        assert t.shape == ((count, 10) if one_hot_label else (count,))
        assert t.dtype == (np.float64 if one_hot_label else np.uint8)
        if one_hot_label:
            assert np.array_equal(t.sum(axis=1), np.ones(count))
            t = t.argmax(axis=1)
        assert np.array_equal(t, raw_t)


def test_the_defaults_are_normalised_flat_images_and_plain_labels():
    (x_train, t_train), (x_test, t_test) = load_mnist()
    assert (x_train.shape, x_train.dtype, t_train.shape) == ((10_000, 784), np.float32, (10_000,))
    assert (x_test.shape, x_test.dtype, t_test.shape) == ((2_000, 784), np.float32, (2_000,))


@pytest.mark.parametrize("normalize", [True, False])
@pytest.mark.parametrize("one_hot_label", [True, False])
def test_changing_what_was_returned_does_not_change_the_next_call(normalize, one_hot_label):
    before = hashlib.sha256()
    for a in itertools.chain(*load_mnist(normalize, one_hot_label=one_hot_label)):
        before.update(a)
        a[...] = 0
    after = hashlib.sha256()
    for a in itertools.chain(*load_mnist(normalize, one_hot_label=one_hot_label)):
        after.update(a)
    assert before.digest() == after.digest()


def test_the_file_is_decompressed_once(monkeypatch):
    load_mnist()
    monkeypatch.setattr(mnist, "read_npz", lambda path: pytest.fail("read a second time"))
    load_mnist(normalize=False)


@pytest.mark.parametrize("source", ["Full", "", None])
def test_an_unknown_source_names_the_known_ones(source):
    with pytest.raises(ValueError, match="source") as caught:
        load_mnist(source=source)
    assert_in_both_languages(str(caught.value), '"embedded"', '"full"', repr(source))


def test_importing_the_loader_does_not_import_the_fetcher():
    script = (
        "import sys, dataset.mnist, dataset.sample_weight, dataset.deep_convnet_weight; "
        "sys.exit('pooch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_images_fit_their_labels():
    """Most test images are nearest to the mean training image of their digit."""
    (x_train, t_train), (x_test, t_test) = load_mnist()
    means = np.stack([x_train[t_train == digit].mean(axis=0) for digit in range(10)])
    nearest = (2 * x_test @ means.T - (means**2).sum(axis=1)).argmax(axis=1)
    assert np.mean(nearest == t_test) > 0.75


@pytest.mark.parametrize(("path", "name"), ARRAY_SHA256)
def test_the_digits_are_the_ones_that_were_chosen(path, name):
    assert hashlib.sha256(array(path, name)).hexdigest() == ARRAY_SHA256[path, name]


@pytest.mark.parametrize(
    ("path", "name", "source"),
    [
        (build_digits.DIGITS, "t_train", MNIST_TRAIN_CLASSES),
        (build_digits.DIGITS, "t_test", MNIST_TEST_CLASSES),
        (build_digits.HELDOUT, "t_test", MNIST_TEST_CLASSES),
    ],
)
def test_classes_keep_their_proportions(path, name, source):
    labels = array(path, name)
    exact = source * (len(labels) / source.sum())
    assert np.all(np.abs(np.bincount(labels, minlength=10) - exact) < 1)
    first_tenth = np.bincount(labels[: len(labels) // 10], minlength=10)
    assert first_tenth.min() > 0.5 * exact.min() / 10


def test_no_digit_stands_in_two_places():
    groups = [
        array(build_digits.DIGITS, "x_train"),
        array(build_digits.DIGITS, "x_test"),
        array(build_digits.HELDOUT, "x_test"),
    ]
    seen = [{hashlib.sha256(image).digest() for image in group} for group in groups]
    assert sum(map(len, seen)) == len(set().union(*seen)) == 14_000


def test_the_embedded_digits_stay_small():
    assert 1_800_000 < (ROOT / build_digits.DIGITS).stat().st_size < 2_000_000


# ---- the given weights


def test_the_given_weights_have_the_books_keys_and_shapes():
    network = sample_weight.init_network()
    assert {key: value.shape for key, value in network.items()} == {
        "W1": (784, 50), "W2": (50, 100), "W3": (100, 10), "b1": (50,), "b2": (100,), "b3": (10,),
    }  # fmt: skip
    assert {value.dtype for value in network.values()} == {np.dtype(np.float32)}


def test_the_given_weights_recognise_the_test_digits():
    _, (x_test, t_test) = load_mnist()
    assert accuracy(sample_weight.init_network(), x_test, t_test) >= 0.93


def test_changing_the_weights_does_not_change_the_next_call():
    sample_weight.init_network()["W1"][...] = 0
    assert sample_weight.init_network()["W1"].any()


# ---- the given weights of the deep network


def deep_network() -> DeepConvNet:
    network = DeepConvNet()
    for key, weight in deep_convnet_weight.load_deep_convnet().items():
        network.params[key][...] = weight
    return network


def test_the_deep_weights_fit_the_deep_network():
    weights = deep_convnet_weight.load_deep_convnet()
    shapes = {key: value.shape for key, value in DeepConvNet().params.items()}
    assert {key: value.shape for key, value in weights.items()} == shapes
    assert {value.dtype for value in weights.values()} == {np.dtype(np.float32)}


@pytest.mark.slow
def test_the_deep_weights_recognise_the_test_digits():
    _, (x_test, t_test) = load_mnist(flatten=False)
    assert deep_network().accuracy(x_test, t_test) >= 0.98


def test_the_file_of_the_deep_weights_is_small():
    assert deep_convnet_weight.DEEP_CONVNET_WEIGHT.stat().st_size <= 400_000


def test_changing_the_deep_weights_does_not_change_the_next_call():
    deep_convnet_weight.load_deep_convnet()["W1"][...] = 0
    assert deep_convnet_weight.load_deep_convnet()["W1"].any()


def test_training_shifts_each_digit_by_itself_and_loses_no_more_than_the_rim():
    x = np.zeros((200, 1, 28, 28), dtype=np.float32)
    x[:, :, 14, 14] = 1
    moved = train_deep_convnet.shifted(x, np.random.default_rng(0))
    assert moved.shape == x.shape and moved.dtype == x.dtype
    assert np.all(moved.sum(axis=(1, 2, 3)) == 1)
    _, _, rows, columns = np.nonzero(moved)
    assert {*rows.tolist()} == {*columns.tolist()} == {12, 13, 14, 15, 16}


def test_the_rate_of_training_rises_and_then_falls_to_nothing():
    rates = [train_deep_convnet.rate(done) for done in np.linspace(0, 1, 1001)]
    peak = int(np.argmax(rates))
    assert rates[0] == 0 and rates[-1] == pytest.approx(0, abs=1e-12)
    assert 0.9 * train_deep_convnet.RATE < rates[peak] <= train_deep_convnet.RATE
    assert np.all(np.diff(rates[: peak + 1]) > 0) and np.all(np.diff(rates[peak:]) < 0)


def test_training_computes_in_float32():
    network = train_deep_convnet.in_float32(DeepConvNet())
    (x_train, t_train), _ = load_mnist(flatten=False, one_hot_label=True)
    grads = network.gradient(x_train[:2], t_train[:2].astype(np.float32))
    assert {value.dtype for value in (*grads.values(), *network.params.values())} == {np.dtype(np.float32)}


# ---- files


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_committed_files_hold_plain_numbers_without_pickle(path):
    for value in arrays_of(path).values():
        assert value.dtype in (np.uint8, np.float32, np.float16)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_committed_files_are_what_the_packer_writes(path):
    if zlib.ZLIB_RUNTIME_VERSION != PACKED_WITH_ZLIB:
        pytest.skip(
            f"the files were packed with zlib {PACKED_WITH_ZLIB}, here is {zlib.ZLIB_RUNTIME_VERSION}"
        )
    assert files.pack_npz(arrays_of(path)) == path.read_bytes()


def pickled_npz(path: Path) -> None:
    np.savez(path, x_train=np.array([{}], dtype=object))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: None,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no archive"),
        lambda path: path.write_bytes(sample_weight.SAMPLE_WEIGHT.read_bytes()[:1000]),
        lambda path: path.write_bytes(sample_weight.SAMPLE_WEIGHT.read_bytes().replace(b"\x01", b"\x02")),
        pickled_npz,
    ],
    ids=["missing", "empty", "not a zip", "truncated", "flipped", "pickled"],
)
def test_a_damaged_npz_is_named_in_a_sentence(tmp_path, damage):
    path = tmp_path / "digits.npz"
    damage(path)
    with pytest.raises(DatasetError) as caught:
        files.read_npz(path)
    assert_in_both_languages(str(caught.value), str(path))


# ---- all 70,000, played with a few tiny digits on a local server


def idx_bytes(values: np.ndarray) -> bytes:
    return b"\0\0\x08" + bytes([values.ndim]) + np.array(values.shape, ">u4").tobytes() + values.tobytes()


def tiny_idx_files() -> dict[str, bytes]:
    rng = np.random.default_rng(0)
    return {
        name: idx_bytes(rng.integers(0, 10, size=(5, 28, 28) if "images" in name else 5, dtype=np.uint8))
        for name in files.MNIST_SHA256
    }


TINY = tiny_idx_files()
TINY_SHA256 = {name: hashlib.sha256(content).hexdigest() for name, content in TINY.items()}


class Mirror:
    """An HTTP server on 127.0.0.1 that offers contents by name and remembers what was asked for."""

    def __init__(self, contents: dict[str, bytes]):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path.strip("/"))
                body = contents.get(asked[-1])
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    started = []

    def start(contents: dict[str, bytes]) -> Mirror:
        started.append(Mirror(contents))
        return started[-1]

    yield start
    for one in started:
        one.server.shutdown()
        one.server.server_close()


@pytest.fixture
def unreachable(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as unlistening:
        unlistening.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unlistening.getsockname()[1]}/"


def packed(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content) for name, content in contents.items()}


def assert_tiny(digits) -> None:
    for values, content in zip(digits, TINY.values(), strict=True):
        assert idx_bytes(values) == content
        assert not values.flags.writeable


def test_all_digits_are_fetched_unpacked_and_cached(tmp_path, mirror):
    server = mirror(packed(TINY))
    for _ in range(2):
        assert_tiny(mnist._fetch(tmp_path / "cache", (server.url,), TINY_SHA256))
    assert server.asked == [f"{name}.gz" for name in TINY]
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(TINY)


def test_the_next_mirror_is_asked_when_one_fails(tmp_path, mirror, unreachable):
    empty, wrong, good = mirror({}), mirror(packed(dict.fromkeys(TINY, b"other"))), mirror(packed(TINY))
    assert_tiny(mnist._fetch(tmp_path, (unreachable, empty.url, wrong.url, good.url), TINY_SHA256))
    assert empty.asked
    assert wrong.asked


def test_files_put_into_the_cache_by_hand_need_no_network(tmp_path, unreachable):
    for name, content in TINY.items():
        (tmp_path / name).write_bytes(content)
    assert_tiny(mnist._fetch(tmp_path, (unreachable,), TINY_SHA256))


def test_a_damaged_cached_file_is_fetched_again(tmp_path, mirror):
    damaged = next(iter(TINY))
    for name, content in TINY.items():
        (tmp_path / name).write_bytes(b"damaged" if name == damaged else content)
    server = mirror(packed(TINY))
    assert_tiny(mnist._fetch(tmp_path, (server.url,), TINY_SHA256))
    assert server.asked == [f"{damaged}.gz"]


def test_without_a_network_the_error_says_what_to_do(tmp_path, unreachable):
    with pytest.raises(DatasetError) as caught:
        mnist._fetch(tmp_path, (unreachable,), TINY_SHA256)
    assert_in_both_languages(str(caught.value), unreachable, 'source="embedded"', str(tmp_path), *TINY)
    assert "cannot be reached" in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"other"), b"<html>please log in</html>", gzip.compress(b"cut" * 99)[:-12], b""],
    ids=["other file", "login page", "truncated", "empty"],
)
def test_a_wrong_checksum_is_said_and_nothing_is_kept(tmp_path, mirror, body):
    server = mirror({f"{name}.gz": body for name in TINY})
    with pytest.raises(DatasetError) as caught:
        mnist._fetch(tmp_path, (server.url,), TINY_SHA256)
    assert_in_both_languages(str(caught.value), server.url, 'source="embedded"', str(tmp_path))
    assert "wrong checksum" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_said(tmp_path, mirror):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError) as caught:
        mnist._fetch(tmp_path / "file" / "cache", (mirror(packed(TINY)).url,), TINY_SHA256)
    assert_in_both_languages(str(caught.value), 'source="embedded"', str(tmp_path))
    assert "cannot be written" in str(caught.value)


def test_the_full_source_obeys_the_same_options(tmp_path, mirror, monkeypatch):
    server = mirror(packed(TINY))
    monkeypatch.setattr(mnist, "_full", lambda: mnist._fetch(tmp_path, (server.url,), TINY_SHA256))
    (x_train, t_train), (x_test, t_test) = load_mnist(False, False, True, source="full")
    assert (x_train.shape, t_train.shape, x_test.shape, t_test.shape) == ((5, 1, 28, 28), (5, 10)) * 2


def test_the_full_source_is_pinned_to_the_published_files(monkeypatch):
    asked = {}

    def fetch(folder, mirrors, digests):
        asked.update(folder=folder, mirrors=mirrors, digests=digests)

    monkeypatch.setattr(mnist, "_fetch", fetch)
    mnist._full.__wrapped__()
    assert asked["digests"] is files.MNIST_SHA256
    assert asked["folder"].is_absolute()
    assert all(url.startswith("https://") and url.endswith("/") for url in asked["mirrors"])


# ---- rebuilding


def test_quotas_round_by_largest_remainder():
    labels = np.repeat(np.arange(10), [5, 3, 2, 0, 0, 0, 0, 0, 0, 0])
    assert build_digits.quotas(labels, 7)[:3].tolist() == [4, 2, 1]  # 3.5, 2.1, 1.4
    assert build_digits.quotas(labels, 10).tolist() == np.bincount(labels, minlength=10).tolist()


def test_stratified_choices_are_disjoint():
    labels = np.arange(1000) % 10
    one, other = build_digits.stratified(labels, (300, 200), seed=0)
    assert (len(set(one)), len(set(other)), len(set(one) & set(other))) == (300, 200, 0)
    assert np.bincount(labels[other]).tolist() == [20] * 10


def test_building_from_a_folder_without_the_files_says_so(tmp_path, capsys):
    assert build_digits.main([str(tmp_path)], root=tmp_path) == 1
    assert_in_both_languages(capsys.readouterr().err, str(tmp_path), next(iter(files.MNIST_SHA256)))
    assert list(tmp_path.iterdir()) == []


def test_building_from_other_files_says_so(tmp_path, capsys):
    for name, content in TINY.items():
        (tmp_path / name).write_bytes(content)
    assert build_digits.main([str(tmp_path)], root=tmp_path / "out") == 1
    assert_in_both_languages(capsys.readouterr().err, str(tmp_path / next(iter(TINY))), "SHA-256")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"not idx", TINY["t10k-labels-idx1-ubyte"][:-1]])
def test_a_malformed_idx_file_is_named_in_a_sentence(tmp_path, content):
    path = tmp_path / "t10k-labels-idx1-ubyte"
    path.write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        files.read_idx(path)
    assert_in_both_languages(str(caught.value), str(path))


def test_the_digits_are_rebuilt_bit_for_bit(tmp_path, capsys):
    source = os.environ.get("ZEROTSUKU_MNIST_DIR")
    if not source:
        pytest.skip("ZEROTSUKU_MNIST_DIR does not name a folder with MNIST's four IDX files")
    assert build_digits.main([source], root=tmp_path) == 0
    assert build_digits.main([source, "--check"]) == 0
    for path in (build_digits.DIGITS, build_digits.HELDOUT):
        if zlib.ZLIB_RUNTIME_VERSION == PACKED_WITH_ZLIB:
            assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes()
    changed = files.read_npz(tmp_path / build_digits.HELDOUT)
    changed["t_test"][0] += 1
    (tmp_path / build_digits.HELDOUT).write_bytes(files.pack_npz(changed))
    capsys.readouterr()
    assert build_digits.main([source, "--check"], root=tmp_path) == 1
    said = capsys.readouterr().out.splitlines()
    assert ["identical" in line for line in said] == [True, False]
