using System.Reflection;
using TypedSender.Generated.Tests.Shapes;
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
        ["Beyond", "NullableArray", "ReadOnly", "Indented", "Holder", "Drawing", "JsonValues", "Measured", "Texts", "Formatted", "Wrapped", "Ticket", "Levels", "Statement"];

    // Tables by hash, which may have another order once they are made anew: their bytes are the same in any order.
    private static readonly HashSet<string> s_unordered = ["EveryDictionary", "EveryCollection", "Collected"];

    // Of generic contracts, some of the closed types that the tests name.
    private static readonly Type[] s_closed =
    [
        typeof(MarkedEvent<int>), typeof(Sheet<Item>), typeof(Sheet<int>), typeof(Sheet<int?>), typeof(Sheet<string>), typeof(Sheet<Color>), typeof(Sheet<Point>), typeof(Sheet<List<int>>), typeof(Sheet<byte[]>),
        typeof(Couple<int, string>), typeof(Couple<Guid, string>), typeof(Sealed<Color>), typeof(Cage<int>.Bird), typeof(Knot<int>), typeof(Knot<string>), typeof(Note<int>), typeof(Note<string>),
        typeof(Shop.Pages.Page<Shop.Pages.Order>),
    ];

    private static readonly Type[] s_contracts = [.. typeof(RandomContractTests).Assembly.GetTypes().Where(IsShape)];

    private static readonly Type[] s_shapes = [.. s_contracts.Where(type => !type.ContainsGenericParameters), .. s_closed];

    [Fact]
    public void Each_generic_contract_has_a_closed_type()
        => Assert.Equal(
            s_contracts.Where(type => type.ContainsGenericParameters).Select(type => type.FullName).Order(),
            s_closed.Select(type => type.GetGenericTypeDefinition().FullName).Distinct().Order());

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
            try
            {
                var contract = (T)random.Make(typeof(T), allowsNull: false)!;
                byte[] bytes = TypedSender.AmqpContracts.Encode(in contract);
                T decoded = TypedSender.AmqpContracts.Decode<T>(bytes);
                byte[] again = TypedSender.AmqpContracts.Encode(in decoded);
                Assert.Equal(Comparable<T>(bytes), Comparable<T>(again));
                if (index % ComparedEvery == 0 && !s_comparedByBytes.Contains(typeof(T).Name))
                {
                    Assert.Equivalent(contract, decoded, strict: true);
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{typeof(T)} number {index}, TYPEDSENDER_RANDOM_SEED={seed}: {exception.Message}", exception);
            }
        }

        return count;
    }

    private static byte[] Comparable<T>(byte[] bytes) => s_unordered.Contains(typeof(T).Name) ? [.. bytes.Order()] : bytes;

    private static bool IsShape(Type type)
        => type.GetCustomAttribute<AmqpContractAttribute>(inherit: false) is not null && !type.IsAbstract && RoundTrip.ComesBack(type) && type.Name != Left;
}
