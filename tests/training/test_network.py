"""The network in torch: it learns, and what it exports is what it computes."""

import numpy as np
import pytest

from mmdemo.processing.image.network import SIDE, WIDTHS, forward, layer_shapes, read_weights
from mmdemo.training.batches import packed_batches, pooled
from mmdemo.training.loop import Plan, hinted, step, train
from mmdemo.training.network import build_network, export, folded
from mmdemo.training.scenes import make_sample

torch = pytest.importorskip("torch", reason="training needs torch")

TINY = (8, 8, 8, 8, 8)


@pytest.fixture(scope="module")
def batch():
    samples = [make_sample(1, index) for index in range(4)]
    colours = np.stack([sample.rgb for sample in samples])
    masks = np.stack([sample.mask for sample in samples]).astype(np.float32) / 255
    return colours, masks, np.array([sample.boxed for sample in samples])


def test_steps_lower_the_loss_on_a_fixed_batch(batch):
    torch.manual_seed(0)
    network = build_network(TINY)
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    planes, target = hinted(network, np.random.default_rng(0), *batch, torch.device("cpu"))
    losses = [step(network, optimizer, planes, target) for _ in range(6)]
    assert losses[-1] < losses[0] - 0.05


def test_hints_reach_the_network(batch):
    torch.manual_seed(0)
    colours, masks, _ = batch
    network = build_network(TINY)
    rng = np.random.default_rng(0)
    planes, target = hinted(network, rng, colours, masks, np.ones(4, bool), torch.device("cpu"))
    assert planes.shape == (4, 6, SIDE, SIDE)
    assert ((planes[:, 3] == 0).any(dim=(1, 2))).all()  # each with a box
    plain, _ = hinted(network, rng, colours, masks, np.zeros(4, bool), torch.device("cpu"))
    assert (planes[:, :3] == plain[:, :3]).all()
    assert np.array_equal(target[:, 0].numpy(), masks)


def trained(widths):
    """A network whose normalisation is not the one it was born with."""
    torch.manual_seed(3)
    network = build_network(widths)
    network.train()
    with torch.no_grad():
        for _ in range(3):
            network(torch.randn(2, 6, SIDE, SIDE))
    return network.eval()


@pytest.mark.parametrize("widths", [TINY, WIDTHS])
def test_numpy_computes_what_torch_does(widths):
    network = trained(widths)
    planes = np.random.default_rng(0).normal(0, 1, (SIDE, SIDE, 6)).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(planes).permute(2, 0, 1)[None])[0, 0].numpy()
    found = forward(folded(network, widths), planes)
    assert found.shape == (SIDE, SIDE)
    assert np.abs(expected).max() > 0.1
    assert np.abs(found - expected).max() < 1e-3


def test_export_is_small_and_reads_back(tmp_path):
    network = trained(WIDTHS)
    path = tmp_path / "weights" / "cutout.safetensors"
    export(network, path, {"steps": "3"})
    assert path.stat().st_size <= 4_000_000
    weights = read_weights(path)
    for name, tensor in folded(network).items():
        assert np.allclose(weights[name], tensor, atol=2e-3, rtol=2e-3)
    assert not list(path.parent.glob("*.partial"))


def test_shapes_name_every_layer():
    network = build_network(TINY)
    assert len(network.convolutions) == len(layer_shapes(TINY))


def test_batches_do_not_depend_on_the_number_of_workers():
    one, two = (next(packed_batches(5, 0, 4, workers)) for workers in (1, 2))
    assert np.array_equal(one, two)


def test_pool_varies_its_samples_the_same_way_each_time():
    first, again = (next(pooled(5, 0, 4, 1)) for _ in range(2))
    assert np.array_equal(first[1], again[1])
    assert np.array_equal(first[2], again[2])
    assert first[1].shape == (4, SIDE, SIDE, 3)
    assert 0 <= first[2].min() < first[2].max() <= 1


@pytest.mark.slow
def test_a_run_is_resumed_where_it_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("mmdemo.training.loop.HELD_OUT_SIZE", 8)  # how well it learns is not asked here
    said = []
    plan = Plan(0.05, tmp_path / "cutout.safetensors", tmp_path / "run.pt", seed=1, batch=4)
    first = train(plan, said.append)
    longer = Plan(first.minutes + 0.05, plan.out, plan.checkpoint, seed=1, batch=4)
    second = train(longer, said.append)
    assert second.steps > first.steps > 0
    assert second.samples == 4 * second.steps
    assert second.minutes > first.minutes
    assert read_weights(plan.out)
    assert [one.steps for one in said] == [first.steps, second.steps]
