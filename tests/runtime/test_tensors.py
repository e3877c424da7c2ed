"""Tensor names and shapes against the architecture, on real tiny checkpoints damaged one way at a time."""

import json
import shutil
from pathlib import Path

import pytest

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.tensors import check_diffusers, check_transformers, refuse_missing

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("diffusers")

SINGLE = "model.safetensors"
PART = "diffusion_pytorch_model.safetensors"


def qwen3():
    from transformers import Qwen3Config, Qwen3ForCausalLM

    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=64,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
            head_dim=8,
            tie_word_embeddings=True,
        )
    )


def vae():
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(4,),
        latent_channels=4,
        norm_num_groups=1,
        down_block_types=("DownEncoderBlock2D",),
        up_block_types=("UpDecoderBlock2D",),
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline of two components in all the ways of saving them."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    home = tmp_path_factory.mktemp("saved")
    writer, pictures = qwen3(), vae()
    writer.save_pretrained(home / "pipe" / "text_encoder")
    pictures.save_pretrained(home / "pipe" / "vae")
    writer.save_pretrained(home / "sharded", max_shard_size="5KB")
    writer.save_pretrained(home / "half" / "text_encoder", variant="fp16", max_shard_size="5KB")
    pictures.half().save_pretrained(home / "half" / "vae", variant="fp16")
    return home


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def tensors(file: Path) -> dict:
    from safetensors.torch import load

    return load(file.read_bytes())


def rewrite(file: Path, changed: dict) -> None:
    from safetensors.torch import save

    file.write_bytes(save(changed, metadata={"format": "pt"}))


def classes() -> dict:
    from diffusers import AutoencoderKL
    from transformers import Qwen3ForCausalLM

    return {"text_encoder": Qwen3ForCausalLM, "vae": AutoencoderKL}


def test_whole_weights_pass_in_every_way_of_saving_them(saved):
    check_diffusers(saved / "pipe", classes())
    check_diffusers(saved / "half", classes(), variant="fp16")
    check_transformers(saved / "sharded", classes()["text_encoder"])


def test_prefixes_and_tied_tensors_are_no_differences(saved, tmp_path):
    from transformers import Qwen3Config, Qwen3Model

    check_transformers(saved / "pipe" / "text_encoder", Qwen3Model)  # without the "model." of the saved names
    Qwen3Model(Qwen3Config.from_pretrained(saved / "pipe" / "text_encoder")).save_pretrained(tmp_path)
    check_transformers(tmp_path, classes()["text_encoder"])  # the head is tied to what is there


def test_names_of_older_versions_are_no_differences(folder):
    """An attention block as the first versions of diffusers named it."""
    file = folder / "pipe" / "vae" / PART
    older = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}

    def renamed(name: str) -> str:
        for new, old in older.items():
            name = name.replace(f"attentions.0.{new}.", f"attentions.0.{old}.")
        return name

    before = tensors(file)
    rewrite(file, {renamed(name): tensor for name, tensor in before.items()})
    assert tensors(file).keys() != before.keys()
    check_diffusers(folder / "pipe", {"vae": classes()["vae"]})


@pytest.mark.parametrize(("part", "file"), [("text_encoder", SINGLE), ("vae", PART)])
def test_each_missing_tensor_is_seen(folder, part, file):
    path = folder / "pipe" / part / file
    whole = tensors(path)
    for name in whole:
        rewrite(path, {other: tensor for other, tensor in whole.items() if other != name})
        with pytest.raises(GeneratorUnavailable, match=r"missing from them: .*Fetch them again") as caught:
            check_diffusers(folder / "pipe", {part: classes()[part]})
        assert name in str(caught.value) or "and 1 more" in str(caught.value)
    assert "缺少" in caught.value.text("zh")


@pytest.mark.parametrize(("part", "file"), [("text_encoder", SINGLE), ("vae", PART)])
def test_another_shape_is_seen(folder, part, file):
    path = folder / "pipe" / part / file
    whole = tensors(path)
    name = min(whole)
    rewrite(path, whole | {name: torch.zeros(3, 5)})
    with pytest.raises(GeneratorUnavailable, match=f"another shape in them: {name}"):
        check_diffusers(folder / "pipe", {part: classes()[part]})


def test_more_layers_in_the_configuration_than_in_the_weights(folder):
    config = folder / "pipe" / "text_encoder" / "config.json"
    config.write_text(
        json.dumps(json.loads(config.read_text()) | {"num_hidden_layers": 3, "layer_types": ["full_attention"] * 3})
    )
    with pytest.raises(GeneratorUnavailable, match=r"layers\.2\.\S+ and 10 more"):
        check_diffusers(folder / "pipe", classes())


@pytest.mark.parametrize(
    "content",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data + b"more",
        lambda data: b"",
        lambda data: data[:8] + b"\xff" * 50 + data[58:],
        lambda data: b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 10\n",
    ],
    ids=["truncated", "longer", "empty", "garbled header", "pointer of git-lfs"],
)
def test_what_is_no_whole_safetensors_file_is_refused(folder, content):
    for path in (folder / "pipe" / "vae" / PART, folder / "pipe" / "text_encoder" / SINGLE):
        whole = path.read_bytes()
        path.write_bytes(content(whole))
        with pytest.raises(GeneratorUnavailable, match="is damaged or only half fetched"):
            check_diffusers(folder / "pipe", classes())
        path.write_bytes(whole)


def test_files_that_are_not_there(folder):
    writer = classes()["text_encoder"]
    shard = min((folder / "sharded").glob("model-*.safetensors"))
    shard.unlink()
    with pytest.raises(GeneratorUnavailable, match=f"{shard.name} is missing"):
        check_transformers(folder / "sharded", writer)
    (folder / "sharded" / "model.safetensors.index.json").write_text("{")
    with pytest.raises(GeneratorUnavailable, match=r"index\.json is damaged"):
        check_transformers(folder / "sharded", writer)
    (folder / "pipe" / "text_encoder" / SINGLE).unlink()
    with pytest.raises(GeneratorUnavailable, match=r"model\.safetensors is missing"):
        check_diffusers(folder / "pipe", classes())
    with pytest.raises(GeneratorUnavailable, match=r"diffusion_pytorch_model\.fp16\.safetensors is missing"):
        check_diffusers(folder / "pipe", {"vae": classes()["vae"]}, variant="fp16")


@pytest.mark.parametrize("content", [None, "{bad", '{"hidden_size": "wide"}', '{"block_out_channels": "no"}'])
@pytest.mark.parametrize("part", ["text_encoder", "vae"])
def test_a_configuration_that_makes_no_sense(folder, part, content):
    config = folder / "pipe" / part / "config.json"
    config.unlink()
    if content is not None:
        config.write_text(content)
    with pytest.raises(GeneratorUnavailable, match=r"cannot be built from the configuration|do not fit"):
        check_diffusers(folder / "pipe", {part: classes()[part]})


def test_the_sentence_names_the_command_where_the_repository_is_known(folder, tmp_path):
    snapshot = tmp_path / "models--maker--writer" / "snapshots" / ("0" * 40)
    shutil.copytree(folder / "pipe" / "text_encoder", snapshot)
    (snapshot / SINGLE).write_bytes(b"")
    with pytest.raises(GeneratorUnavailable, match=r"python -m mmdemo models pull maker/writer"):
        check_transformers(snapshot, classes()["text_encoder"])


def test_the_report_of_a_real_load_is_judged_alike(folder):
    writer, file = classes()["text_encoder"], folder / "pipe" / "text_encoder" / SINGLE
    _, report = writer.from_pretrained(file.parent, output_loading_info=True)
    refuse_missing(report)
    rewrite(file, {name: tensor for name, tensor in tensors(file).items() if name != "model.norm.weight"})
    _, report = writer.from_pretrained(file.parent, output_loading_info=True)
    with pytest.raises(GeneratorUnavailable, match=r"model\.norm\.weight"):
        refuse_missing(report)


def test_nothing_is_printed_and_no_setting_is_left_changed(saved, capfd):
    import diffusers
    import transformers

    before = transformers.logging.get_verbosity(), diffusers.logging.get_verbosity(), torch.get_default_dtype()
    check_diffusers(saved / "pipe", classes())
    assert (
        transformers.logging.get_verbosity(),
        diffusers.logging.get_verbosity(),
        torch.get_default_dtype(),
    ) == before
    assert capfd.readouterr() == ("", "")
