"""Loaded by every Python that has this folder on its path: documents can say what they do to it.

〔raise〕 raises, 〔hang〕 never ends, 〔deaf〕 neither ends nor listens to signals, 〔kill〕 ends the process,
〔doze〕 takes a moment.
"""

import os
import signal
import time
from contextlib import suppress
from typing import Any

from quotes.corpus import outcomes

_whole: Any = vars(outcomes)["parse"]


def _poisoned(article: Any) -> Any:
    text = article.text
    if "〔raise〕" in text:
        raise ValueError("poison")
    if "〔kill〕" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "〔deaf〕" in text:
        with suppress(ValueError):  # beside the main thread nobody is told of signals anyway
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while "〔hang〕" in text or "〔deaf〕" in text:
        time.sleep(0.01)
    if "〔doze〕" in text:
        time.sleep(0.05)
    return _whole(article)


vars(outcomes)["parse"] = _poisoned
