namespace TypedSender;

/// <summary>The checked, immutable copy of <see cref="SendQueueOptions"/>. Two of equal content are equal.</summary>
internal sealed record SendQueueSettings(int MaxCount, long MaxBytes, SendQueueFullMode FullMode)
{
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static SendQueueSettings Create(SendQueueOptions options)
    {
        OptionCheck.Range(options.MaxCount, 1, int.MaxValue, $"{nameof(SenderOptions.Queue)}.{nameof(options.MaxCount)}");
        OptionCheck.Range(options.MaxBytes, 1, long.MaxValue, $"{nameof(SenderOptions.Queue)}.{nameof(options.MaxBytes)}");
        OptionCheck.Range((long)options.FullMode, 0, (long)SendQueueFullMode.DropNewest, $"{nameof(SenderOptions.Queue)}.{nameof(options.FullMode)}");
        return new SendQueueSettings(options.MaxCount, options.MaxBytes, options.FullMode);
    }
}
