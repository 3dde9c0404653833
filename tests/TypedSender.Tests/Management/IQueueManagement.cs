using System.Collections.Immutable;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tests.Management;

/// <summary>A typed client of a management node with a method for each way to take arguments and return the response.</summary>
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name, CancellationToken cancellationToken = default);

    [AmqpManagementOperation("READ")]
    Task<AmqpManagementResponse> ReadWithStatusAsync([ApplicationProperty("name")] string queue, [ApplicationProperty("x-tenant")] Uri? tenant = null);

    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    Task<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] AmqpMap attributes, [AmqpManagementTimeout] TimeSpan? timeout, CancellationToken cancellationToken);

    [AmqpManagementOperation("DELETE", Type = "org.example.queue")]
    ValueTask DeleteAsync(string name);

    [AmqpManagementOperation("SET")]
    Task SetNumbersAsync(bool flag, byte one, sbyte two, short three, ushort four, int five, uint six, long seven, ulong eight, float nine, double ten, decimal eleven, AmqpDecimal128 twelve);

    [AmqpManagementOperation("SET")]
    Task SetTextsAsync(char letter, string text, AmqpSymbol symbol, Guid id, Uri uri, DateTimeOffset at, DateTime when, DateOnly day, TimeOnly time);

    [AmqpManagementOperation("SET")]
    Task SetBytesAsync(byte[] array, ReadOnlyMemory<byte> memory, ImmutableArray<byte> immutable);

    [AmqpManagementOperation("SET")]
    Task SetConvertedAsync(
        DayOfWeek number,
        [AmqpEnumAsString] DayOfWeek name,
        [AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan milliseconds,
        [AmqpDuration(AmqpDurationEncoding.Iso8601)] TimeSpan iso);

    [AmqpManagementOperation("SET")]
    Task SetNothingAsync(string? text, int? number, byte[]? bytes, DayOfWeek? day, ImmutableArray<byte> immutable, [AmqpManagementBody] object? body);

    [AmqpManagementOperation("SET")]
    Task SetListAsync([AmqpManagementBody] List<int> numbers);

    [AmqpManagementOperation("SET")]
    Task SetDayAsync([AmqpManagementBody] DateOnly? day);

    /// <summary>Reads the depth of a queue.</summary>
    async Task<long> GetDepthAsync(string name) => (long)((AmqpMap)(await ReadAsync(name)).Value!)["depth"]!;
}
