using System.Reflection;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Random contracts of every shape of this project come back as they were sent.</summary>
public class RandomContractTests
{
    private const int Total = 100_000;
    private const int ComparedEvery = 100;

    // Its numbers tell its formatter how to read wrongly.
    private const string Left = "Read";

    // What is compared by its bytes alone: it hides a member, holds interfaces, JSON or addresses, or has a getter that throws, by which xunit cannot compare it; null travels as no bytes, as the
    // content type of JSON, or as a constant; sections of a nested contract do not travel.
    private static readonly HashSet<string> s_comparedByBytes =
        ["Beyond", "NullableArray", "ReadOnly", "Indented", "Holder", "Drawing", "JsonValues", "Measured", "Texts", "Formatted", "Wrapped", "Ticket", "Levels"];

    // Tables by hash, which may have another order once they are made anew: their bytes are the same in any order.
    private static readonly HashSet<string> s_unordered = ["EveryDictionary", "EveryCollection", "Collected"];

    private static readonly Type[] s_shapes = [.. typeof(RandomContractTests).Assembly.GetTypes().Where(IsShape)];

    [Fact]
    public void Random_contracts_of_every_shape_come_back_equal()
    {
        int seed = Environment.GetEnvironmentVariable("TYPEDSENDER_RANDOM_SEED") is { Length: > 0 } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 20_261_130;
        Assert.True(s_shapes.Length > 30, $"There are {s_shapes.Length} shapes.");
        int compared = 0;
        var failures = new List<string>();
        foreach (Type shape in s_shapes)
        {
            MethodInfo check = typeof(RandomContractTests).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(shape);
            try
            {
                compared += (int)check.Invoke(null, [seed, (Total / s_shapes.Length) + 1])!;
            }
            catch (TargetInvocationException exception)
            {
                failures.Add(exception.InnerException!.ToString());
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(compared >= Total, $"{compared} contracts were compared; TYPEDSENDER_RANDOM_SEED={seed}.");
    }

    private static int Check<T>(int seed, int count)
        where T : IAmqpContract<T>
    {
        var random = new RandomContracts(seed);
        for (int index = 0; index < count; index++)
        {
            var contract = (T)random.Make(typeof(T), allowsNull: false)!;
            try
            {
                byte[] bytes = TypedSender.AmqpContracts.Encode(in contract);
                T decoded = TypedSender.AmqpContracts.Decode<T>(bytes);
                byte[] again = TypedSender.AmqpContracts.Encode(in decoded);
                Assert.Equal(s_unordered.Contains(typeof(T).Name) ? bytes.Order() : bytes, s_unordered.Contains(typeof(T).Name) ? again.Order() : again);
                if (index % ComparedEvery == 0 && !s_comparedByBytes.Contains(typeof(T).Name))
                {
                    Assert.Equivalent(contract, decoded, strict: true);
                }
            }
            catch (Exception exception) when (exception is not AmqpEncodeException)
            {
                throw new InvalidOperationException($"{typeof(T)} number {index}, TYPEDSENDER_RANDOM_SEED={seed}: {exception.Message}", exception);
            }
        }

        return count;
    }

    private static bool IsShape(Type type)
        => type.GetCustomAttribute<AmqpContractAttribute>(inherit: false) is not null && !type.IsAbstract && RoundTrip.ComesBack(type) && type.Name != Left;
}
