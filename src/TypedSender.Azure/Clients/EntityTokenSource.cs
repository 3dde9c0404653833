namespace TypedSender.Azure;

/// <summary>Gives tokens of another source for one entity alone: the key of a connection string with an EntityPath has no right to others. Thread-safe.</summary>
/// <param name="source">Where the tokens come from.</param>
/// <param name="entityPath">The entity.</param>
internal sealed class EntityTokenSource(TokenSource source, string entityPath) : TokenSource
{
    public override string Name => source.Name;

    public override bool CanRenew => source.CanRenew;

    public override bool IsUserCode => source.IsUserCode;

    public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        source.GetTokenAsync(request, now, cancellationToken);

    public override void Check(DateTimeOffset now) => source.Check(now);

    public override bool IsRevealedBy(string text) => source.IsRevealedBy(text);

    public override SendFailure? FindProblem(TokenRequest request) => IsFor(request.Address)
        ? source.FindProblem(request)
        : new SendFailure(
            SendReason.AuthenticationFailed,
            $"The connection string is for {ErrorText.Address(entityPath)} alone (EntityPath), and the address is {ErrorText.Address(request.Address)}. Send to {ErrorText.Address(entityPath)}, or use the connection string of the namespace.")
        {
            Class = FailureClass.Permanent,
        };

    /// <summary>What lies beneath an entity, such as its partitions and its management node, is part of it.</summary>
    private bool IsFor(string address)
    {
        ReadOnlySpan<char> entity = entityPath.AsSpan().Trim('/');
        ReadOnlySpan<char> asked = address.AsSpan().Trim('/');
        return asked.StartsWith(entity, StringComparison.OrdinalIgnoreCase) && (asked.Length == entity.Length || asked[entity.Length] == '/');
    }
}
