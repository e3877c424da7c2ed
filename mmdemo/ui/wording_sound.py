"""What the page says of voices, music and the narration's sentences."""

from __future__ import annotations

from mmdemo.schema import Message
from mmdemo.sound import KEY_NOTES

_SIGNS = {note: note.replace("b", "♭") for note in KEY_NOTES}

SOUND: dict[str, Message] = {
    "sound": Message("Sound", "声音"),
    "narrator": Message("Narrator", "旁白引擎"),
    "narrator_voice": Message("Voice", "音色"),
    "voice_auto": Message("Auto (the narrator's best)", "自动（默认音色）"),
    "listen": Message("Listen", "试听"),
    "listening": Message("Speaking…", "正在朗读……"),
    "sample": Message("Sample of the voice", "音色试听"),
    "lent_voice": Message("Speak in the voice of a recording", "用录音里的声音朗读"),
    "lent_voice_hint": Message(
        "10 to 30 seconds of clear speech, without music. The narrator reads the script in that voice. The recording "
        "is part of the download, so that the same listing can be made again.",
        "请提供 10 到 30 秒清晰、没有背景音乐的人声，旁白将用这个声音朗读文稿。"
        "录音会保存在下载的压缩包里，以便日后重新生成相同的内容。",
    ),
    "lent_voice_allowed": Message(
        "This is my own voice, or its owner allowed me to have it copied",
        "这是我本人的声音，或声音的主人已允许我复制",
    ),
    "voice_sample": Message("of your recording", "您提供的录音"),
    "voice_its own": Message("its own", "模型自选"),
    "pace": Message("Pace", "语速"),
    "pace_slow": Message("Slow", "慢"),
    "pace_usual": Message("Usual", "正常"),
    "pace_brisk": Message("Brisk", "快"),
    "mood": Message("Music", "背景音乐"),
    "mood_auto": Message("Automatic, to suit the product", "自动匹配商品"),
    "mood_none": Message("No music", "不要音乐"),
    "mood_calm": Message("Calm", "舒缓"),
    "mood_bright": Message("Bright", "明快"),
    "mood_luxe": Message("Luxurious", "奢华"),
    "mood_festive": Message("Festive", "喜庆"),
    "mood_tech": Message("Technical", "科技感"),
    "tempo": Message("Tempo", "节奏"),
    "tempo_auto": Message("Automatic", "自动"),
    "tempo_slow": Message("Slow", "慢"),
    "tempo_medium": Message("Medium", "中等"),
    "tempo_fast": Message("Fast", "快"),
    "key": Message("Key", "调"),
    "key_auto": Message("Automatic", "自动"),
    **{f"key_{note}": Message(sign, sign) for note, sign in _SIGNS.items()},
    **{f"key_{note} major": Message(f"{sign} major", f"{sign} 大调") for note, sign in _SIGNS.items()},
    **{f"key_{note} minor": Message(f"{sign} minor", f"{sign} 小调") for note, sign in _SIGNS.items()},
    "option_mood": Message("mood", "情绪"),
    "option_tempo": Message("tempo", "每分钟拍数"),
    "option_key": Message("key", "调"),
    "notice": Message("AI notice", "AI 提示"),
    "notice_info": Message(
        "Automatic: listings for Chinese marketplaces, and those in Chinese that name none, start with a Morse rhythm "
        "(“AI”), as the Chinese labelling rules ask; others get none. In the EU a spoken notice is advised.",
        "自动：国内平台及未指定平台的中文商品页，按标识办法以摩斯节奏（“AI”）开头，其他情况不加。面向欧盟时，建议使用语音提示。",
    ),
    "notice_auto": Message("Automatic", "自动"),
    "notice_none": Message("None", "不加"),
    "notice_spoken": Message("A spoken sentence", "语音提示"),
    "notice_morse": Message("Morse rhythm", "摩斯节奏"),
    "music": Message("Music", "音乐"),
    "narration/heard": Message("Narration, heard back", "旁白听写核对"),
    "hear_which": Message("What to hear", "试听内容"),
    "track_spot": Message("With music", "配乐版"),
    "track_voice": Message("Voice alone", "仅旁白"),
    "captions_vtt": Message("Captions (VTT)", "字幕（VTT）"),
    "captions_srt": Message("Captions (SRT)", "字幕（SRT）"),
    "sentences": Message("Sentence by sentence", "逐句试听"),
    "sentences_hint": Message("Click a sentence to hear it.", "点击句子即可试听。"),
    "again_hint": Message("↻ says it again in another way.", "点 ↻ 换一种读法。"),
    "say_again": Message("Say sentence {} again", "重读第 {} 句"),
    "say_notice_again": Message("Say the AI notice again", "重读 AI 提示"),
    "heard_differently": Message("heard differently", "听写不一致"),
    "saying_again": Message("Saying it again…", "正在重读……"),
    "said_again": Message(
        "Sentence {} is said in another way now. The others kept their sound.",
        "第 {} 句已换一种读法，其他句子保持不变。",
    ),
    "said_notice_again": Message("The AI notice is said in another way now.", "AI 提示已换一种读法。"),
    "not_said_again": Message("It could not be said again. The card says why.", "重读未成功，原因见卡片。"),
    "redo_music": Message("Other music", "换一段音乐"),
    "left_unsaid": Message(
        "What waits to be confirmed in the Copy tab is not spoken.", "“文案”标签页中待确认的内容不会朗读。"
    ),
    "recording": Message("Use my own recording", "使用自己的录音"),
    "recording_hint": Message(
        "Read the script aloud, or upload a recording of up to three minutes. It is trimmed, cleaned and levelled, and "
        "the words of the script above are laid over it as captions.",
        "请朗读上方文稿，或上传三分钟以内的录音。录音会自动裁剪、降噪并调整音量，文稿文字将作为字幕。",
    ),
    "recording_consent": Message(
        "Only upload a voice that is yours, or that you may use.", "请只上传您本人的声音，或您有权使用的声音。"
    ),
    "recording_sound": Message("Recording", "录音"),
    "use_recording": Message("Use this recording", "使用这段录音"),
    "no_recording": Message("Record something or choose a file first.", "请先录音或选择文件。"),
    "recording_busy": Message("Cleaning the recording…", "正在处理录音……"),
    "recording_done": Message(
        "Your recording is the narration now. To bring the narrator back, save the script and speak it again.",
        "旁白已换成您的录音。如需恢复合成旁白，请保存文稿并重新朗读。",
    ),
    "own_recording": Message("Your own recording", "您自己的录音"),
}
