namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Every return shape, list kind and kind of parameter.</summary>
[AmqpSender("shapes")]
public partial interface IShapeSender : IBaseSender<Empty>
{
    const int Constant = 1;

    ValueTask OneAsync(OrderLine line);

    ValueTask OneAsync(in Point point, CancellationToken cancellationToken = default);

    Task TaskAsync(OrderLine line, CancellationToken token = default);

    ValueTask<SendOutcome> OutcomeAsync(OrderLine line);

    Task<SendOutcome> TaskOutcomeAsync(OrderLine line);

    ValueTask ListAsync(List<OrderLine> lines);

    Task ArrayAsync(OrderLine[] lines);

    ValueTask<IReadOnlyList<SendOutcome>> SequenceAsync(IEnumerable<OrderLine> lines);

    Task<IReadOnlyList<SendOutcome>> ReadOnlyAsync(IReadOnlyList<Tree> trees, [Subject] string subject = "a\"b", [Priority] byte priority = 3);

    ValueTask NamesAsync(OrderLine writer, [Subject] string header, [To] string? properties, [ApplicationProperty("s")] string _sender, [ApplicationProperty("t")] string? annotations, CancellationToken @event);

    ValueTask TwiceAsync(OrderLine line, [MessageId, ApplicationProperty("id")] Guid id);

    ValueTask Default(OrderLine line) => OneAsync(line);

    static int Helper() => 1;
}
