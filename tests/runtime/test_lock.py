"""The lock file itself, and the hashes in it."""

from mmdemo.runtime.lock import Lock, git_sha1_of, read_lock, sha256_of, write_lock

REPO, COMMIT, OTHER = "maker/painter", "c" * 40, "d" * 40


def test_the_lock_file_is_replaced_whole(tmp_path):
    path = tmp_path / "locks" / "a.json"
    write_lock(path, Lock(REPO, "main", COMMIT, {}, {"model.safetensors": "0" * 64}))
    write_lock(path, Lock(REPO, "main", OTHER, {}))
    assert read_lock(path) == Lock(REPO, "main", OTHER, {})
    assert list(path.parent.iterdir()) == [path]


def test_hashes_are_those_of_the_standard_tools(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert git_sha1_of(tmp_path / "a") == "f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f"  # git hash-object
