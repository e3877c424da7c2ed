"""What can go wrong between this machine and a model hub, said so that it can be mended."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.fetch import Garbled

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def offline_problem() -> GeneratorUnavailable:
    return GeneratorUnavailable(
        "The network is switched off here (MMDEMO_OFFLINE or HF_HUB_OFFLINE), so nothing can be fetched.",
        "网络已关闭（MMDEMO_OFFLINE 或 HF_HUB_OFFLINE），无法下载。",
    )


@contextmanager
def explained(repo: str, revision: str) -> Iterator[None]:
    """Errors of the hub, the connection and the disk as sentences.

    Raises:
        GeneratorUnavailable: for each of them.
    """
    import httpx2
    from huggingface_hub import errors as hub

    try:
        yield
    except hub.GatedRepoError as error:
        raise GeneratorUnavailable(
            f"{repo} is only given to those who accepted its licence: accept it on the model's page, "
            "then log in with `hf auth login`.",
            f"{repo} 需先同意许可才能下载：请在模型页面接受许可，再运行 `hf auth login` 登录。",
        ) from error
    except hub.RepositoryNotFoundError as error:
        raise GeneratorUnavailable(
            f"The hub has no model {repo}, or does not show it. If it is private, log in with `hf auth login`.",
            f"模型库中没有 {repo}，或不对您开放。若为私有模型，请运行 `hf auth login` 登录。",
        ) from error
    except hub.RevisionNotFoundError as error:
        raise GeneratorUnavailable(
            f"The hub has no revision {revision} of {repo}.", f"模型库中的 {repo} 没有版本 {revision}。"
        ) from error
    except hub.HfHubHTTPError as error:
        raise _refused(repo, error.response.status_code) from error
    except hub.OfflineModeIsEnabled as error:
        raise offline_problem() from error
    except httpx2.TimeoutException as error:
        raise GeneratorUnavailable(
            "The model hub did not answer in time. What was fetched is kept: try again later.",
            "模型库响应超时。已下载的部分会保留，请稍后再试。",
        ) from error
    except (httpx2.RequestError, hub.LocalEntryNotFoundError) as error:
        raise GeneratorUnavailable(
            "There is no connection to the model hub. Try again when there is one; it goes on from what is here.",
            "无法连接模型库。请在网络恢复后重试，会从已下载的部分继续。",
        ) from error
    except Garbled as error:
        raise GeneratorUnavailable(
            f"{error} did not arrive as the hub has it and was thrown away. Try again.",
            f"下载的 {error} 与模型库中的文件不符，已丢弃。请重试。",
        ) from error
    except json.JSONDecodeError as error:
        raise GeneratorUnavailable(
            "What answered is not a model hub: check the proxy, or the address in HF_ENDPOINT.",
            "应答的并非模型库：请检查代理或 HF_ENDPOINT 中的地址。",
        ) from error
    except OSError as error:
        if error.errno in _FULL:
            raise GeneratorUnavailable(
                f"The disk is full. Make room, then fetch {repo} again: what is there is kept.",
                f"磁盘空间已满。请腾出空间后重新下载 {repo}，已下载的部分会保留。",
            ) from error
        raise GeneratorUnavailable(
            f"{repo} cannot be written to disk: {error}", f"无法将 {repo} 写入磁盘：{error}"
        ) from error


def _refused(repo: str, status: int) -> GeneratorUnavailable:
    if status in {401, 403}:
        return GeneratorUnavailable(
            f"The hub does not give you {repo}: log in with `hf auth login` and accept its licence on its page.",
            f"模型库拒绝提供 {repo}：请运行 `hf auth login` 登录，并在模型页面接受许可。",
        )
    if status == 404:
        return GeneratorUnavailable(
            f"A file of {repo} is no longer on the hub. Try again.", f"{repo} 的一个文件已不在模型库中。请重试。"
        )
    return GeneratorUnavailable(
        f"The model hub has trouble at the moment (it answered {status}). What was fetched is kept: try again later.",
        f"模型库暂时无法服务（返回 {status}）。已下载的部分会保留，请稍后再试。",
    )
