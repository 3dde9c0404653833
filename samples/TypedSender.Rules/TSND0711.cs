namespace TypedSender.Rules.TSND0711;

[AmqpContract]
public sealed partial record Change<T>(T Before, T After);

[AmqpSender("changes")]
public partial interface IChangeSender
{
    ValueTask SendAsync<T>(T change)
        where T : IAmqpContract<T>;
}

public sealed class Desk(IChangeSender sender)
{
    private static Change<T> Of<T>(T before, T after) => new(before, after);

#if VIOLATION
    public async Task MoveAsync(int from, int to)
    {
        await sender.SendAsync(Of(from, to));
    }
#else
    public async Task MoveAsync(int from, int to)
    {
        await sender.SendAsync<Change<int>>(Of(from, to));
    }
#endif
}
