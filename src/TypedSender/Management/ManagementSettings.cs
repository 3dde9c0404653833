namespace TypedSender;

/// <summary>The checked copy of <see cref="AmqpManagementOptions"/>. Immutable.</summary>
internal sealed class ManagementSettings
{
    private ManagementSettings(string node, AmqpManagementOptions options)
    {
        Node = node;
        StatusKeys = new ReplyStatusKeys([.. options.StatusCodeKeys], [.. options.StatusDescriptionKeys], [.. options.ErrorConditionKeys]);
        Timeout = options.Timeout;
        SendSettled = options.SendSettled;
    }

    public string Node { get; }

    public ReplyStatusKeys StatusKeys { get; }

    public TimeSpan? Timeout { get; }

    public bool SendSettled { get; }

    /// <exception cref="ArgumentException">The address or an option is not usable.</exception>
    public static ManagementSettings Create(string node, AmqpManagementOptions? options)
    {
        ArgumentNullException.ThrowIfNull(node);
        OptionCheck.NotEmpty(node, nameof(node), "Give the address of the node, such as $management.");
        OptionCheck.Address(node, nameof(node));
        options ??= new AmqpManagementOptions();
        CheckKeys(options.StatusCodeKeys, nameof(AmqpManagementOptions.StatusCodeKeys), "statusCode", mayBeEmpty: false);
        CheckKeys(options.StatusDescriptionKeys, nameof(AmqpManagementOptions.StatusDescriptionKeys), "statusDescription", mayBeEmpty: true);
        CheckKeys(options.ErrorConditionKeys, nameof(AmqpManagementOptions.ErrorConditionKeys), "errorCondition", mayBeEmpty: true);
        if (options.Timeout is { } timeout)
        {
            OptionCheck.Timeout(timeout, $"{nameof(AmqpManagementOptions)}.{nameof(AmqpManagementOptions.Timeout)}");
        }

        return new ManagementSettings(node, options);
    }

    private static void CheckKeys(IList<string> keys, string name, string example, bool mayBeEmpty)
    {
        if (keys.Count == 0 && !mayBeEmpty)
        {
            throw new ArgumentException($"AmqpManagementOptions.{name} is empty. Name the application property of a reply that holds it, such as {example}.", "options");
        }

        foreach (string key in keys)
        {
            OptionCheck.NotEmpty(key, $"An entry of AmqpManagementOptions.{name}", $"Name the application property of a reply that holds it, such as {example}.");
        }
    }
}
